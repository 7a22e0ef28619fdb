import { differingFacts } from '../compare/index.ts';
import {
  type Catalog,
  type ColumnObject,
  type ConstraintObject,
  objectsOf,
  partsOf,
  type TableObject,
} from '../objects/index.ts';

/** What the way from one schema to another does to a part of a diagram. */
export type Change = 'none' | 'add' | 'remove' | 'alter';

export interface DiagramTable {
  /** The name as SQL. */
  name: string;
  change: Change;
  columns: DiagramColumn[];
}

export interface DiagramColumn {
  name: string;
  type: string;
  /** Of what it is a part: the primary key, a foreign key, a rule that it is unique. */
  keys: ('PK' | 'FK' | 'UK')[];
  change: Change;
}

/** A foreign key. */
export interface DiagramRelation {
  name: string;
  /** The table that has it, and the one that it refers to. */
  from: string;
  to: string;
  /** Whether a row may refer to none, and whether at most one row refers to each. */
  optional: boolean;
  unique: boolean;
  change: Change;
}

export interface Diagram {
  tables: DiagramTable[];
  relations: DiagramRelation[];
}

/** Tables and foreign keys of two schemas in one picture: what either has, and what changes of it. */
export function diagramOf(from: Catalog, to: Catalog): Diagram {
  const all = <T extends { id: string }>(list: (catalog: Catalog) => T[]): T[] => {
    const after = list(to);
    const ids = new Set(after.map(({ id }) => id));
    return [...after, ...list(from).filter(({ id }) => !ids.has(id))];
  };
  const change = (id: string): Change => {
    const [before, after] = [from.objects.get(id), to.objects.get(id)];
    if (!before || !after) return before ? 'remove' : 'add';
    return differingFacts(before, after).length > 0 ? 'alter' : 'none';
  };
  const tables = all(catalog => objectsOf(catalog, 'table').filter(isWhole));
  const columnsOf = (table: TableObject): ColumnObject[] =>
    all(catalog => partsOf(catalog, table.id).filter((part): part is ColumnObject => part.kind === 'column'));
  const constraintsOf = (table: TableObject): ConstraintObject[] =>
    all(catalog => partsOf(catalog, table.id).filter((part): part is ConstraintObject => part.kind === 'constraint'));
  return {
    tables: tables.map(table => ({
      name: table.qualifiedName,
      change: change(table.id),
      columns: columnsOf(table).map(column => ({
        name: column.name,
        type: column.facts.type,
        keys: keysOf(column, constraintsOf(table)),
        change: change(column.id),
      })),
    })),
    relations: tables.flatMap(table =>
      constraintsOf(table)
        .filter(({ details }) => details.type === 'f')
        .map(key => relationOf(key, table, columnsOf(table), constraintsOf(table), change(key.id))),
    ),
  };
}

/** A partition is shown by its table. */
const isWhole = ({ facts }: TableObject): boolean => facts.partitionOf === null;

const MARKS = { p: 'PK', f: 'FK', u: 'UK' } as const;

function keysOf({ name }: ColumnObject, constraints: readonly ConstraintObject[]): DiagramColumn['keys'] {
  return (['p', 'f', 'u'] as const)
    .filter(type => constraints.some(({ details }) => details.type === type && details.columns.includes(name)))
    .map(type => MARKS[type]);
}

function relationOf(
  { name, details }: ConstraintObject,
  table: TableObject,
  columns: readonly ColumnObject[],
  constraints: readonly ConstraintObject[],
  change: Change,
): DiagramRelation {
  const own = new Set(details.columns);
  return {
    name,
    from: table.qualifiedName,
    to: details.references?.qualifiedName ?? '',
    optional: columns.some(column => own.has(column.name) && !column.facts.notNull),
    unique: constraints.some(
      rule =>
        (rule.details.type === 'p' || rule.details.type === 'u') && rule.details.columns.every(one => own.has(one)),
    ),
    change,
  };
}
