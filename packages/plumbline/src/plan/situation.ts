import type { Catalog, ColumnObject, EnumObject } from '../canonical/index.ts';
import type { Decisions } from '../diff/decisions.ts';
import { findObject, objectNamed } from '../diff/renames.ts';
import type { Retyping } from './conversions.ts';
import type { Rows } from './rows.ts';

/** All that is known when questions are asked and hazards are weighed. */
export interface Situation {
  from: Catalog;
  to: Catalog;
  decisions: Decisions;
  retypings: ReadonlyMap<string, Retyping>;
  /** Whether what is there already stays as it is: for a database that older scripts left behind. */
  ifMissing: boolean;
  /** The live database's rows; absent when there is none to ask. */
  rows: Rows | undefined;
  /** What a value of an enum was called before renames: as rows and answers call it. */
  valueBefore(type: EnumObject, label: string): string;
  /** Whether a table is known to hold no rows. */
  isEmpty(table: string): Promise<boolean>;
}

/** What a person said goes: it is not there under another name. */
export const toGo = ({ from, decisions }: Pick<Situation, 'from' | 'decisions'>): Set<string> =>
  new Set(decisions.drop.flatMap(text => objectNamed(from, text)?.id ?? []));

/** How many rows of a table meet a condition: a number, or `undefined` when nobody can tell. */
export async function countWhere(
  { rows }: Pick<Situation, 'rows'>,
  table: string,
  condition: string,
): Promise<number | undefined> {
  const name = rows?.table(table);
  return name === undefined ? undefined : rows?.count(`select pg_catalog.count(*) from ${name} t where ${condition}`);
}

/** How many values a column holds. */
export async function countValues(situation: Situation, { id, owner, sql }: ColumnObject): Promise<number | undefined> {
  return situation.rows?.has(id) ? countWhere(situation, owner as string, `${sql} is not null`) : undefined;
}

/** `3 rows`, or words for what is not known. */
export const rowsIn = (count: number | undefined): string =>
  count === undefined ? 'the rows there' : count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`;

/** The situation, with each table asked for rows once. */
export function situate(known: Omit<Situation, 'isEmpty'>): Situation {
  const declared = new Set(known.decisions.empty.map(path => findObject(known.from, 'table', path).id));
  const asked = new Map<string, Promise<boolean>>();
  const situation: Situation = {
    ...known,
    isEmpty(table) {
      if (declared.has(table)) return Promise.resolve(true);
      const answer = asked.get(table) ?? countWhere(situation, table, 'true').then(rows => rows === 0);
      asked.set(table, answer);
      return answer;
    },
  };
  return situation;
}
