import { quoted } from '../../catalog/index.ts';
import { counted } from '../../quantity.ts';
import { asText } from '../../sql/index.ts';
import { isEnumerated } from '../enum/statements.ts';
import type { Hazard } from '../hazard.ts';
import { countValues, countWhere, type PlanningContext, rowsIn } from '../planning-context.ts';
import { refusal, refusedValues } from './refusal.ts';
import { changesLength, type Retyping } from './retyping.ts';

/** Values that a new type refuses, cuts or rounds. */
export async function changedValues(planning: PlanningContext, retyping: Retyping): Promise<Hazard[]> {
  const { before, after, conversion, decided, alters, drops, restores, depends } = retyping;
  const values = await countValues(planning, before);
  if (values === 0 || after.facts.generated !== null) return [];
  const path = after.qualifiedName;
  const change = `${path} from ${before.facts.type} to ${after.facts.type}`;
  const on = (kind: Hazard['kind'], id: string, message: string): Hazard => ({ kind, id, message });
  if (drops) {
    const kept = conversion?.using === 'null' ? '' : `: ${conversion?.using} keeps nothing of them`;
    return [on('data-loss', 'drop-values', `the values of ${path} in ${rowsIn(values)} are dropped${kept}`)];
  }
  if (conversion === undefined) return [];
  if (!restores)
    return [
      on(
        'data-loss',
        'values-not-restored',
        `values of ${path} in ${rowsIn(values)} come back as others: ${conversion.using ?? `a cast to ${after.facts.type}`} does not undo what was decided`,
      ),
    ];
  const styled = depends.zone
    ? [on('note', 'session-zone', `changing ${change} reads the values in the time zone of the session that runs it`)]
    : depends.style
      ? [
          on(
            'note',
            'session-style',
            `changing ${change} depends on DateStyle or IntervalStyle of the session that runs it`,
          ),
        ]
      : [];
  if (decided)
    return [
      ...styled,
      ...(await merged(planning, retyping)).map(message => on('data-loss', 'merged-values', message)),
      on(
        'may-fail',
        'decided-conversion',
        `changing ${change} fails where ${conversion.using} does, on the values of ${rowsIn(values)}`,
      ),
    ];
  if (changesLength(before, after))
    return [on('may-fail', 'vector-length', `changing ${change} fails on a value of another length`)];
  // a text has other forms of one value
  const isCut = alters && before.details.category !== 'S' && !isEnumerated(after);
  const cuts = (rows: number | undefined): Hazard =>
    on('data-loss', 'altered-values', `changing ${change} cuts or rounds the values of ${rowsIn(rows)}`);
  const refused = await refusedValues(planning, retyping);
  const isRefused = values === undefined ? undefined : await refusal(planning, before, after);
  const altered = isRefused === undefined ? undefined : await countAltered(planning, retyping, isRefused);
  const fails = refused
    ? `fails on the values of ${rowsIn(refused.rows)}, which do not fit`
    : 'fails on a value that does not fit';
  const takesSeen = values !== undefined && planning.rows?.conclusive;
  const mayFail = refused || (retyping.refuses && !takesSeen && !(values === undefined && isCut));
  return [
    ...styled,
    ...(mayFail ? [on('may-fail', 'refused-values', `changing ${change} ${fails}`)] : []),
    ...(altered || (altered === undefined && isCut) ? [cuts(altered)] : []),
  ];
}

/** Values that differ, and that a person's expression makes one of: those that rows show, or that may be there. */
async function merged(planning: PlanningContext, retyping: Retyping): Promise<string[]> {
  const { after, conversion, merges } = retyping;
  const path = after.qualifiedName;
  const lost = await countMerged(planning, retyping);
  if (lost !== undefined && lost > 0) return [`${counted(lost, 'value')} of ${path} become the same as others`];
  if (!merges || (lost !== undefined && planning.rows?.conclusive)) return [];
  return [`values of ${path} that differ may become the same: ${conversion?.using} leaves a part of them out`];
}

/** How many values rows lose by becoming the same as others, where they are seen. */
async function countMerged(planning: PlanningContext, { before, conversion }: Retyping): Promise<number | undefined> {
  const table = planning.rows?.has(before.id) ? planning.rows.table(before.parent.id) : undefined;
  if (table === undefined || conversion?.using === undefined) return undefined;
  const alias = `(select * from ${table}) ${quoted(before.parent.name)}`;
  const different = (expression: string): string =>
    `pg_catalog.count(distinct (${asText(expression)})) operator(pg_catalog.+) case when pg_catalog.count(*) operator(pg_catalog.>) pg_catalog.count(${expression}) then 1 else 0 end`;
  return planning.rows?.count(
    `select (${different(before.quotedName)}) operator(pg_catalog.-) (${different(conversion.using)}) from ${alias} where ${before.quotedName} is not null`,
  );
}

/** Rows whose value is taken, and is not the same after the way there and back. */
async function countAltered(
  planning: PlanningContext,
  { before, after, alters }: Retyping,
  isRefused: string,
): Promise<number | undefined> {
  const mayAlter = before.details.category === after.details.category || (alters && before.details.category !== 'S');
  if (isEnumerated(after) || !mayAlter) return 0;
  const { quotedName, facts } = before;
  const back = `((${quotedName}::${after.facts.type})::${facts.type})`;
  const where = (differs: string): Promise<number | undefined> =>
    countWhere(
      planning,
      before.parent.id,
      `${quotedName} is not null and case when ${isRefused} then false else ${differs} end`,
    );
  // a type that PostgreSQL does not compare by itself is compared by its text
  return (
    (await where(`not (${back} operator(pg_catalog.=) ${quotedName})`)) ??
    where(`(${asText(back)}) operator(pg_catalog.<>) (${asText(quotedName)})`)
  );
}
