import { closest } from 'fastest-levenshtein';
import { asFlag, MalformedAnswer, UnknownName } from '../compare/index.ts';
import { EXPRESSION, type Hazard, type Question } from '../objects/index.ts';
import { hasSqlstate, type Location, Problem, SQLSTATE } from '../problem/index.ts';
import { ProofFailure } from '../proof/index.ts';
import { summarizeDifferences } from '../report/index.ts';
import { excerpt } from '../runner/index.ts';
import { DECISIONS_FILE, OTHER_SHADOW } from '../settings.ts';
import { StatementFailure } from '../shadow/index.ts';
import { LIMITS } from '../types/limits.ts';
import { TooNew } from './too-new.ts';

/** Questions that one screen shows, and answers to each. */
const SHOWN = 4;
const CHOICES = 4;
/** Differences that one screen shows. */
const DIFFERENCES = 8;

/**
 * What stands in the way of a change, for people: everything that is known to go wrong gets its own screen.
 *
 * @param location what the entities say it by, as a location
 */
export function asProblem(error: unknown, location?: Location): unknown {
  if (error instanceof ProofFailure) return proofProblem(error, location);
  if (error instanceof UnknownName) return unknownName(error);
  if (error instanceof MalformedAnswer)
    return new Problem('PL001', { what: error.message, fix: 'write it as the question or docs/changes.md shows it' });
  if (error instanceof StatementFailure) return entityProblem(error, location);
  if (error instanceof TooNew) return tooNew(error, location);
  return error;
}

/**
 * Questions that nobody answered, with the flags that would.
 *
 * @param command the one that asks
 * @param location what the entities say the first by, as a location
 */
export function unanswered(
  questions: readonly Question[],
  { command = 'migration:create', location }: { command?: string; location?: Location | undefined } = {},
): Problem {
  const [first] = questions;
  const shown = questions
    .slice(0, SHOWN)
    .map(({ message, choices }) =>
      [
        message,
        ...choices.slice(0, CHOICES).map(({ answer, effect }) => `  ${asFlag(answer)}\n      ${effect}`),
        ...(choices.length > CHOICES ? [`  … and ${choices.length - CHOICES} more answers`] : []),
      ].join('\n'),
    );
  const more = questions.length > SHOWN ? [`… and ${questions.length - SHOWN} more; --json lists all of them`] : [];
  const flag = first?.choices[0] ? asFlag(first.choices[0].answer) : '';
  return new Problem('PL310', {
    what: `${questions.length === 1 ? 'a change needs an answer' : `${questions.length} changes need answers`}; nothing was written`,
    location,
    subject: first?.object,
    why: [...shown, ...more].join('\n'),
    questions,
    fix: `npx plumb ${command} ${flag}${flag.includes(EXPRESSION) ? ` (with SQL for ${EXPRESSION})` : ''}, or the same in ${DECISIONS_FILE}`,
  });
}

/** Losses that nobody allowed. */
export function notAllowed(hazards: readonly Hazard[], location?: Location): Problem {
  return new Problem('PL320', {
    what: 'the change loses data; nothing was written',
    location,
    why: hazards.map(({ message }) => message).join('\n'),
    fix: 'npx plumb migration:create --allow data-loss, if that is what you want',
  });
}

/** Rows that are there, and that the change is known to fail on. */
export function knownToFail(hazards: readonly Hazard[], location?: Location): Problem {
  return new Problem('PL321', {
    what: 'the change fails on rows that are there; nothing was written',
    location,
    why: hazards.map(({ message }) => message).join('\n'),
    fix: 'mend the rows first, in a migration of its own (npx plumb migration:create --blank), or say --allow may-fail, if they are mended before it runs',
  });
}

/** A first migration where there is one already. */
export const notTheFirst = (name: string): Problem =>
  new Problem('PL001', {
    what: 'an initial migration cannot be created, as there are migrations already',
    subject: name,
    fix: 'leave out --initial: what the entities say beyond them is found without it',
  });

function proofProblem(failure: ProofFailure, location: Location | undefined): Problem {
  return new Problem('PL330', {
    what: `the migration failed its proof on the way ${failure.phase}; nothing was written`,
    location,
    why: [
      failure.message,
      ...(failure.statement ? [`in: ${excerpt(failure.statement)}`] : []),
      ...summarizeDifferences(failure.differences, DIFFERENCES),
    ].join('\n'),
    fix: failure.statement
      ? 'correct the entities, or answer with a conversion or a value for existing rows'
      : 'please report it with the entities before and after: it is a mistake of the planner',
    cause: failure,
  });
}

function unknownName({ kind, path, known }: UnknownName): Problem {
  const near = known.length > 0 ? closest(path, known) : undefined;
  return new Problem('PL311', {
    what: `a decision is about ${kind} ${path}, which is not there; nothing was written`,
    fix: near === undefined ? `there is no ${kind} at all` : `did you mean ${near}?`,
  });
}

function entityProblem(failure: StatementFailure, location: Location | undefined): Problem {
  // the name of the file in the source of PostgreSQL, or of pgvector, that refuses
  const { file = '' } = (failure.cause ?? {}) as { file?: string };
  const missing = failure.lacksExtension;
  return new Problem(missing ? 'PL341' : 'PL350', {
    what: missing
      ? 'the shadow does not have an extension that the entities need'
      : 'PostgreSQL refuses what the entities say',
    location,
    why: `${failure.message}\nin: ${excerpt(failure.statement)}`,
    fix: missing
      ? OTHER_SHADOW
      : hasSqlstate(failure, SQLSTATE.programLimitExceeded) && VECTOR_INDEXES.has(file)
        ? INDEXED
        : 'correct the entity that says this',
    cause: failure,
  });
}

const tooNew = ({ message, object, statement, since, version }: TooNew, location: Location | undefined): Problem =>
  new Problem('PL353', {
    what: `the entities say what the server is too old for: ${object}; nothing was written`,
    location,
    why: `${message}\nin: ${excerpt(statement)}`,
    fix: `say it in another way, or upgrade the server to PostgreSQL ${since}${version % 10_000 === 0 ? ' and set shadow.version to it' : ''}`,
  });

const VECTOR_INDEXES = new Set(['hnswbuild.c', 'ivfbuild.c']);
const [vector, halfvec, bit] = [LIMITS.vector, LIMITS.halfvec, LIMITS.bit].map(({ indexed }) =>
  indexed.toLocaleString('en'),
);
const INDEXED = `a vector is indexed up to ${vector} dimensions, a halfvec up to ${halfvec}, bits up to ${bit}: change the type, index an expression that has fewer, or leave the index out`;
