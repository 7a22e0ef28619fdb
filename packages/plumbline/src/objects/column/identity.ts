import { literal } from '../../sql/index.ts';
import { COUNTING_FACTS, type Counting, countingClause, worthSaying } from '../counting.ts';
import type { Draft } from '../draft.ts';
import type { ColumnObject, SequenceObject } from '../model.ts';

const alterColumn = (object: ColumnObject): string =>
  `alter table ${object.parent.qualifiedName} alter column ${object.quotedName}`;

export function identityClause({ facts: { identity, type } }: ColumnObject): string | null {
  if (identity === null) return null;
  const clauses = [...worthSaying(type, identity)].map(fact => countingClause(fact, identity));
  return `generated ${identity.generated} as identity${clauses.length === 0 ? '' : ` (${clauses.join(' ')})`}`;
}

export const dropIdentity = (from: ColumnObject, to: ColumnObject): Draft[] =>
  from.facts.identity !== null && to.facts.identity === null ? [`${alterColumn(to)} drop identity`] : [];

export function setIdentity({ facts: { identity: before } }: ColumnObject, to: ColumnObject): Draft[] {
  const { identity } = to.facts;
  if (identity === null) return [];
  if (before === null) return [`${alterColumn(to)} add ${identityClause(to)}`, ...goOn(to)];
  const changes = [
    ...(before.generated === identity.generated ? [] : [`set generated ${identity.generated}`]),
    ...COUNTING_FACTS.filter(fact => before[fact] !== identity[fact]).map(
      fact => `set ${countingClause(fact, identity)}`,
    ),
  ];
  return changes.length === 0 ? [] : [`${alterColumn(to)} ${changes.join(' ')}`];
}

/** A column without its default and its identity. */
export const withoutSource = (column: ColumnObject): ColumnObject => ({
  ...column,
  facts: { ...column.facts, default: null, identity: null },
});

/** The numbers of an identity column go on after those that its rows have. */
export function goOn(column: ColumnObject): Draft[] {
  const { identity } = column.facts;
  if (!identity) return [];
  const sequence = `pg_get_serial_sequence(${literal(column.parent.qualifiedName)}, ${literal(column.name)})`;
  return [continueAfter(column, sequence, identity)];
}

/** The numbers of a sequence that a column gets go on after those that its rows have, where those are numbers. */
export const goOnWith = (column: ColumnObject, { qualifiedName, facts }: SequenceObject): Draft[] =>
  column.details.category === 'N' ? [continueAfter(column, literal(qualifiedName), facts)] : [];

const WHOLE = new Set(['smallint', 'integer', 'bigint']);

function continueAfter(column: ColumnObject, sequence: string, { start, increment }: Counting): string {
  const down = increment < 0n;
  const cast = WHOLE.has(column.details.baseType) ? '' : '::bigint';
  const last = `${down ? 'min' : 'max'}(${column.quotedName})${cast}`;
  return `select setval(${sequence}, ${last}) from ${column.parent.qualifiedName} having ${last} ${down ? '<=' : '>='} ${start}`;
}
