import { literal } from '../../sql/index.ts';
import { countValues, type PlanningContext, rowsIn } from '../planning-context.ts';
import { choice, EXPRESSION, type Question } from '../question.ts';
import { CHECKS_INPUT, tooLong } from './older.ts';
import { type Refused, refusedValues } from './refusal.ts';
import { changesLength, type Retyping } from './retyping.ts';

/** A change of type that PostgreSQL cannot make of the values by itself. */
export async function askConversion(planning: PlanningContext, retyping: Retyping): Promise<Question[]> {
  const { before, after, conversion, depends } = retyping;
  if (retyping.decided || after.facts.generated !== null) return [];
  const values = await countValues(planning, before);
  if (values === 0) return [];
  if (conversion && !changesLength(before, after) && !depends.zone) {
    const refused = await refusedValues(planning, retyping);
    return refused ? [refusedQuestion(planning, retyping, refused)] : [];
  }
  return [depends.zone ? zoneQuestion(retyping, values) : question(retyping, values)];
}

/** Values that are seen, and that PostgreSQL's own conversion refuses: the statement would fail. */
function refusedQuestion({ version }: PlanningContext, { before, after }: Retyping, refused: Refused): Question {
  const path = after.qualifiedName;
  const { quotedName, facts, details } = after;
  const isText = before.details.category === 'S';
  const isShorter = isText && tooLong('', after) !== undefined;
  const canCheck = isText && details.userType === null && !isShorter && !facts.notNull && version >= CHECKS_INPUT;
  const fits = `pg_input_is_valid(${quotedName}, ${literal(facts.type)})`;
  return {
    id: 'refused-values',
    object: after.id,
    message: `column ${path} changes from ${before.facts.type} to ${facts.type}, which PostgreSQL refuses for the values of ${rowsIn(refused.rows)}: what becomes of them?`,
    choices: [
      ...(isShorter
        ? [choice('convert', `${path}=left(${quotedName}, ${details.modifier - 4})`, 'longer values are cut')]
        : []),
      ...(canCheck
        ? [
            choice(
              'convert',
              `${path}=case when ${fits} then ${quotedName}::${facts.type} end`,
              `those that do not fit are dropped`,
            ),
          ]
        : []),
      choice('convert', `${path}=${EXPRESSION}`, `each value becomes EXPRESSION, which has to take all of them`),
    ],
  };
}

/** Values that are read or written in the time zone of whichever session makes the change. */
function zoneQuestion({ before, after, zoned }: Retyping, values: number | undefined): Question {
  const path = after.qualifiedName;
  return {
    id: 'session-zone',
    object: after.id,
    message: `column ${path} changes from ${before.facts.type} to ${after.facts.type}, and what becomes of the values in ${rowsIn(values)} depends on a time zone: which one?`,
    choices: [
      ...zoned.map(using =>
        choice('convert', `${path}=${using}`, 'the values are times of UTC; another zone may stand in its place'),
      ),
      choice(
        'convert',
        `${path}=${after.quotedName}::${after.facts.type}`,
        'the values are times of whichever zone the session has that runs the migration',
      ),
      choice('convert', `${path}=${EXPRESSION}`, 'each value becomes EXPRESSION'),
      ...(values === undefined
        ? [choice('empty', after.parent.qualifiedName, 'the table holds no rows anywhere')]
        : []),
    ],
  };
}

function question({ before, after, conversion, suggestion }: Retyping, values: number | undefined): Question {
  const path = after.qualifiedName;
  const why = conversion
    ? 'a value has as many elements as its type says'
    : suggestion
      ? 'a list of values is not one value'
      : 'PostgreSQL has no conversion between them';
  return {
    id: 'no-conversion',
    object: after.id,
    message: `column ${path} changes from ${before.facts.type} to ${after.facts.type}, and ${why}: what becomes of the values in ${rowsIn(values)}?`,
    choices: [
      ...(suggestion ? [choice('convert', `${path}=${suggestion}`, 'each value is converted by the expression')] : []),
      choice(
        'convert',
        `${path}=${EXPRESSION}`,
        `each value becomes EXPRESSION, which may read every column of ${after.parent.qualifiedName}`,
      ),
      ...(!after.facts.notNull
        ? [choice('convert', `${path}=null`, `the values of ${rowsIn(values)} are dropped`)]
        : []),
      ...(values === undefined
        ? [choice('empty', after.parent.qualifiedName, 'the table holds no rows anywhere')]
        : []),
    ],
  };
}
