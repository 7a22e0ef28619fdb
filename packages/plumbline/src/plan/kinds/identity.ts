import type { ColumnObject, SequenceObject } from '../../canonical/index.ts';
import { literal } from '../../sql/quote.ts';
import type { Draft } from '../step.ts';
import { worthSaying } from './counting.ts';

const alterColumn = (object: ColumnObject): string =>
  `alter table ${object.parent.qualifiedName} alter column ${object.quotedName}`;

export function identityClause({ details: { identity }, facts }: ColumnObject): string | null {
  if (identity === null) return null;
  const clauses = worthSaying(facts.type as string, identity.counts);
  return `generated ${identity.generated} as identity${clauses.length === 0 ? '' : ` (${clauses.join(' ')})`}`;
}

export const dropIdentity = (from: ColumnObject, to: ColumnObject): Draft[] =>
  from.facts.identity !== null && to.facts.identity === null ? [`${alterColumn(to)} drop identity`] : [];

export function setIdentity({ details: { identity: before } }: ColumnObject, to: ColumnObject): Draft[] {
  const { identity } = to.details;
  if (identity === null) return [];
  if (before === null) return [`${alterColumn(to)} add ${identityClause(to)}`, ...goOn(to)];
  const changes = [
    ...(before.generated === identity.generated ? [] : [`set generated ${identity.generated}`]),
    ...identity.counts.filter(clause => !before.counts.includes(clause)).map(clause => `set ${clause}`),
  ];
  return changes.length === 0 ? [] : [`${alterColumn(to)} ${changes.join(' ')}`];
}

/** A column without its default and its identity. */
export const withoutSource = (column: ColumnObject): ColumnObject => ({
  ...column,
  facts: { ...column.facts, default: null, identity: null },
  details: { ...column.details, identity: null },
});

/** The numbers of an identity column go on after those that its rows have. */
export function goOn(column: ColumnObject): Draft[] {
  const { identity } = column.details;
  if (!identity) return [];
  const clause = (words: string): string =>
    identity.counts.find(one => one.startsWith(words))?.slice(words.length) ?? '1';
  const sequence = `pg_get_serial_sequence(${literal(column.parent.qualifiedName)}, ${literal(column.name)})`;
  return [continueAfter(column, sequence, clause('start with '), clause('increment by '))];
}

/** The numbers of a sequence that a column gets go on after those that its rows have. */
export const goOnWith = (column: ColumnObject, { qualifiedName, facts }: SequenceObject): Draft =>
  continueAfter(column, literal(qualifiedName), facts.start as string, facts.increment as string);

function continueAfter(column: ColumnObject, sequence: string, start: string, increment: string): string {
  const last = `${increment.startsWith('-') ? 'min' : 'max'}(${column.quotedName})`;
  const beyond = increment.startsWith('-') ? '<=' : '>=';
  return `select setval(${sequence}, ${last}) from ${column.parent.qualifiedName} having ${last} ${beyond} ${start}`;
}
