import {
  type Catalog,
  type ColumnObject,
  type ConstraintObject,
  objectOf,
  objectsOf,
  partsOf,
  type TableObject,
} from '../canonical/index.ts';
import { columnsOf } from '../plan/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { identifier, literal } from '../sql/quote.ts';
import { candidates } from './candidates.ts';
import { constantsOfBound, constantsOfExpression } from './constants.ts';

/** Rows that a table is given. */
const WANTED = 3;
/** Combinations of values that are tried for one row. */
const ATTEMPTS = 60;

export interface Filled {
  /** Tables with rows, and how many. */
  rows: Map<string, number>;
  /** Tables for which no row was found that their rules let pass, and PostgreSQL's last word on it. */
  refused: Map<string, string>;
}

/**
 * Puts rows into tables, and before them into the tables that they refer to. PostgreSQL says which values fit: each
 * row is tried with other values until all rules let it pass.
 *
 * @param to where values that a changed type, check or enum will refuse are not made in the first place
 */
export async function fillTables(
  shadow: Shadow,
  from: Catalog,
  to: Catalog,
  tables: ReadonlySet<string>,
  wanted = WANTED,
): Promise<Filled> {
  const filled: Filled = { rows: new Map(), refused: new Map() };
  for (const table of parentsFirst(from, tables)) {
    const maker = await rowMaker(from, to, table);
    for (let row = 0; row < wanted; row++) {
      const refusal = await insertOne(shadow, table, maker, row);
      if (refusal === undefined) filled.rows.set(table.id, (filled.rows.get(table.id) ?? 0) + 1);
      else if (row === 0) filled.refused.set(table.id, refusal);
    }
  }
  return filled;
}

/** The tables and those that they refer to, each after its parents where there is no circle. */
function parentsFirst(catalog: Catalog, tables: ReadonlySet<string>): TableObject[] {
  const ordered: TableObject[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const table = objectOf(catalog, 'table', id);
    if (!table || seen.has(id)) return;
    seen.add(id);
    for (const key of foreignKeys(catalog, id)) visit(key.details.references ?? '');
    // a partition's rows come through its parent
    if (table.facts.partitionOf === null) ordered.push(table);
    else visit(`table ${table.facts.partitionOf}`);
  };
  for (const table of objectsOf(catalog, 'table')) if (tables.has(table.id)) visit(table.id);
  return ordered;
}

const foreignKeys = (catalog: Catalog, table: string): ConstraintObject[] =>
  partsOf(catalog, table).filter(
    (part): part is ConstraintObject => part.kind === 'constraint' && part.details.type === 'f',
  );

interface RowMaker {
  columns: ColumnObject[];
  /** The value of a column in an attempt, as an SQL expression. */
  value(column: ColumnObject, row: number, attempt: number): string;
}

async function rowMaker(from: Catalog, to: Catalog, table: TableObject): Promise<RowMaker> {
  const checks = [...partsOf(from, table.id), ...partsOf(to, table.id)].flatMap(part =>
    part.kind === 'constraint' && part.details.condition ? [part.details.condition] : [],
  );
  const bounds = objectsOf(from, 'table').flatMap(({ facts }) =>
    facts.partitionOf === table.sql && facts.bound ? [facts.bound] : [],
  );
  const constants = [
    ...new Set((await Promise.all([...checks.map(constantsOfExpression), ...bounds.map(constantsOfBound)])).flat()),
  ];
  const referring = new Map(
    foreignKeys(from, table.id).flatMap(key => key.details.columns.map((column, i) => [column, { key, i }] as const)),
  );
  const counts = ({ id, facts }: ColumnObject): boolean =>
    facts.identity !== null || [...(from.needs.get(id) ?? [])].some(needed => needed.startsWith('sequence '));
  const columns = columnsOf(from, table).filter(column => column.facts.generated === null && !counts(column));
  return {
    columns,
    value(column, row, attempt) {
      const reference = referring.get(column.name);
      if (reference && !(column.facts.notNull === null && attempt % 5 === 4)) {
        const { key, i } = reference;
        const name = identifier(key.details.referenced[i] ?? '');
        return `(select ${name} from ${key.details.references?.slice('table '.length)} order by ctid limit 1 offset ${(row + attempt) % WANTED})`;
      }
      const after = objectOf(to, 'column', column.id);
      // a value that the new type takes too: the old type is asked when the row is put in
      const shape = after && after.facts.type !== column.facts.type ? after : column;
      const type = objectOf(to, 'enum', shape.details.enum) ?? objectOf(from, 'enum', shape.details.enum);
      const options = candidates(shape, type, constants, row);
      if (column.facts.notNull === null && attempt > 0 && attempt % 7 === 6) return 'null';
      const spread =
        attempt === 0
          ? row
          : row + attempt * (1 + (column.details.position % 5)) + column.details.position * (attempt % 3);
      return literal(options[spread % options.length] ?? '');
    },
  };
}

async function insertOne(
  shadow: Shadow,
  table: TableObject,
  { columns, value }: RowMaker,
  row: number,
): Promise<string | undefined> {
  let refusal = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const names = columns.map(({ sql }) => sql).join(', ');
    const values = columns.map(column => value(column, row, attempt)).join(', ');
    const sql =
      columns.length === 0
        ? `insert into ${table.sql} default values`
        : `insert into ${table.sql} (${names}) values (${values})`;
    const error = await shadow.tolerate(sql);
    if (!error) return undefined;
    refusal = error.message;
  }
  return refusal;
}
