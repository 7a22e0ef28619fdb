import {
  type Catalog,
  type ColumnObject,
  columnsOf,
  kindOf,
  objectOf,
  objectsOf,
  partsOf,
  type TableObject,
} from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { identifier, literal } from '../sql/index.ts';
import { afterwards, type Change, referencesOf } from './change.ts';
import { columnsNamed } from './decided.ts';
import { type Domain, domainsOf } from './domains.ts';
import { columnsOver, newRules, type Rule } from './rules.ts';
import { Search } from './search.ts';
import { passing, valuesOf } from './values.ts';

/** Combinations of values that are tried for one row. */
const ATTEMPTS = 150;
/** Rows that a table is given so that each value of an enum is in one. */
const MOST = 40;

/** How tables are filled. */
export interface Filling {
  /** Rows for each table; more where a value of an enum would be in none. */
  wanted: number;
  /** Other values than the likeliest. */
  seed: number;
  /** Tables that get no rows, and why. */
  without: ReadonlyMap<string, string>;
}

export interface Filled {
  /** Tables with rows, and how many. */
  rows: Map<string, number>;
  /** Tables without, and why: of those for which no row was found that their rules let pass, PostgreSQL's last word. */
  empty: Map<string, string>;
}

/**
 * Puts rows into tables, and before them into the tables that they refer to. PostgreSQL says which values fit: each
 * row is tried with other values until all rules let it pass, those of the new schema too.
 */
export async function fillTables(
  shadow: Shadow,
  change: Change,
  tables: ReadonlySet<string>,
  filling: Filling,
): Promise<Filled> {
  const filled: Filled = { rows: new Map(), empty: new Map() };
  const domains = await domainsOf(shadow, change.from.defaultSchema);
  for (const table of parentsFirst(change, tables)) {
    const reason = filling.without.get(table.id);
    if (reason !== undefined) {
      filled.empty.set(table.id, reason);
      continue;
    }
    const maker = await rowMaker(shadow, change, table, filled, domains, filling.seed);
    const wanted = filling.wanted > 1 ? Math.min(Math.max(filling.wanted, maker.kinds), MOST) : filling.wanted;
    for (let row = 0; row < wanted; row++) {
      const refusal = await insertOne(shadow, table, maker, row);
      if (refusal === undefined) filled.rows.set(table.id, (filled.rows.get(table.id) ?? 0) + 1);
      else if (row === 0) filled.empty.set(table.id, refusal);
    }
  }
  return filled;
}

/** The tables and those that they refer to, each after its parents where there is no circle. */
function parentsFirst(change: Change, tables: ReadonlySet<string>): TableObject[] {
  const ordered: TableObject[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const table = objectOf(change.from, 'table', id);
    if (!table || seen.has(id)) return;
    seen.add(id);
    for (const { references } of referencesOf(change, id)) visit(references.id);
    // a partition's rows come through its parent
    if (table.facts.partitionOf === null) ordered.push(table);
    else visit(table.facts.partitionOf.id);
  };
  for (const table of objectsOf(change.from, 'table')) if (tables.has(table.id)) visit(table.id);
  return ordered;
}

interface RowMaker {
  columns: ColumnObject[];
  rules: Rule[];
  /** Columns of each rule, by its name. */
  about: Map<string, string[]>;
  /** How many rows it takes for each value of an enum to be in one. */
  kinds: number;
  search(row: number): Search;
  /** The value of a column as an SQL expression. */
  value(column: ColumnObject, search: Search): string;
}

async function rowMaker(
  shadow: Shadow,
  change: Change,
  table: TableObject,
  filled: Filled,
  domains: ReadonlyMap<string, Domain>,
  seed: number,
): Promise<RowMaker> {
  const { from, to, decisions } = change;
  const columns = columnsOf(from, table).filter(column => column.facts.generated === null && !counts(from, column));
  const values = await valuesOf(shadow, change, table, columns, domains);
  const referring = new Map(
    referencesOf(change, table.id).flatMap(key => key.columns.map((column, i) => [column, { key, i }] as const)),
  );
  const rules = await newRules(shadow, change, table);
  const about = new Map<string, string[]>(rules.map(({ name, columns }) => [name, columns]));
  for (const part of partsOf(from, table.id))
    if (kindOf(part).goesWithColumns) about.set(part.name, columnsOver(from, part));
  const filledLater = columnsNamed(to, decisions.fills);
  const labels = (column: ColumnObject): number => passing(change, column)?.length ?? 0;
  const nullable = (column: ColumnObject): boolean => {
    const after = objectOf(to, 'column', afterwards(change, column.id));
    return (
      !column.facts.notNull &&
      (after === undefined || !after.facts.notNull || filledLater.has(afterwards(change, column.id)))
    );
  };
  const value = (column: ColumnObject, search: Search): string => {
    const options = values.get(column.id) ?? [];
    const picked = (): string => literal(options[search.pick(column.name, options.length)] ?? '');
    if (nullable(column) && search.isNull(column.name, filledLater.has(afterwards(change, column.id)))) return 'null';
    const reference = referring.get(column.name);
    if (!reference) return picked();
    const { references, columns: own, referenced } = reference.key;
    const there = filled.rows.get(references.id) ?? 0;
    if (references.id === table.id && there === 0) {
      // the first row of a table that refers to itself refers to itself
      const same = columns.find(({ name }) => name === referenced[reference.i]);
      return same && same.name !== column.name ? value(same, search) : picked();
    }
    const name = identifier(referenced[reference.i] ?? '');
    const at = search.pick(own[0] ?? '', Math.max(there, 1));
    return `(select ${name} from ${references.qualifiedName} order by ctid limit 1 offset ${at})`;
  };
  const kept = new Set(columns.filter(column => labels(column) > 0).map(({ name }) => name));
  return {
    columns,
    rules,
    about,
    kinds: Math.max(0, ...columns.map(labels)),
    search: row =>
      new Search(
        row,
        seed,
        columns.map(({ name }) => name),
        kept,
      ),
    value,
  };
}

/** Whether the database counts the values of a column. */
const counts = (from: Catalog, { id, facts }: ColumnObject): boolean =>
  facts.identity !== null || [...(from.needs.get(id) ?? [])].some(needed => objectOf(from, 'sequence', needed));

async function insertOne(
  shadow: Shadow,
  table: TableObject,
  { columns, rules, about, search: begin, value }: RowMaker,
  row: number,
): Promise<string | undefined> {
  const search = begin(row);
  let refusal = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const names = columns.map(({ quotedName }) => quotedName).join(', ');
    const values = columns.map(column => value(column, search)).join(', ');
    const sql =
      columns.length === 0
        ? `insert into ${table.qualifiedName} default values`
        : `insert into ${table.qualifiedName} (${names}) values (${values})`;
    const error = await shadow.tolerate(sql, ...rules.map(rule => rule.sql));
    if (!error) return undefined;
    refusal = error.message;
    const named = [...about].find(([name]) => refusal.includes(`"${name}"`))?.[1] ?? [];
    const single = columns.filter(({ name }) => refusal.includes(`column "${name}"`)).map(({ name }) => name);
    search.other(named.length > 0 ? named : single);
  }
  return refusal;
}
