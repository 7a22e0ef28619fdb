import type { ObjectId } from '../../catalog/index.ts';
import { literal } from '../../sql/index.ts';
import { serialOf } from '../column/serial.ts';
import { columnDefinition } from '../column/statements.ts';
import type { Context, Statements } from '../contract.ts';
import type { Draft } from '../draft.ts';
import { grantsOn } from '../grants.ts';
import {
  type Catalog,
  type ColumnObject,
  type ConstraintObject,
  objectOf,
  objectsOf,
  partsOf,
  type TableObject,
} from '../model.ts';
import { withParameters } from '../parameters.ts';
import { comment, commentNew } from '../text.ts';

/** The columns of a table, in their order. Those of a partition are its parent's. */
export const columnsOf = (catalog: Catalog, table: TableObject): ColumnObject[] =>
  partsOf(catalog, table.id)
    .filter(part => part.kind === 'column')
    .sort((a, b) => a.details.position - b.details.position);

/** The table that says which columns a table has. */
export function rootOf(catalog: Catalog, table: TableObject): TableObject {
  const parent = objectOf(catalog, 'table', table.facts.partitionOf?.id);
  return parent ? rootOf(catalog, parent) : table;
}

/** The column of the same table and name in another state. */
export function counterpart(catalog: Catalog, { parent, name }: ColumnObject): ColumnObject | undefined {
  const table = objectOf(catalog, 'table', parent.id);
  return table && columnsOf(catalog, rootOf(catalog, table)).find(column => column.name === name);
}

/** The partitions of a table, and theirs. */
export const partitionsOf = (catalog: Catalog, table: TableObject): TableObject[] =>
  objectsOf(catalog, 'table')
    .filter(({ facts }) => facts.partitionOf?.id === table.id)
    .flatMap(partition => [partition, ...partitionsOf(catalog, partition)]);

/** A table's primary key, which is written with it. */
export const primaryKeyOf = (catalog: Catalog, table: TableObject): ConstraintObject | undefined =>
  partsOf(catalog, table.id).find(
    (part): part is ConstraintObject => part.kind === 'constraint' && part.details.type === 'p',
  );

const namesOf = (tables: readonly ObjectId[]): string => tables.map(({ qualifiedName }) => qualifiedName).join(', ');

function define(context: Context, object: TableObject): string {
  const { facts, qualifiedName } = object;
  const what = `create ${facts.unlogged ? 'unlogged ' : ''}table ${context.ifMissing ? 'if not exists ' : ''}${qualifiedName}`;
  const partitioned = facts.partitionKey ? ` partition by ${facts.partitionKey}` : '';
  if (facts.partitionOf)
    return `${what} partition of ${facts.partitionOf.qualifiedName} ${facts.bound}${partitioned}${withParameters(facts.options)}`;
  const key = primaryKeyOf(context.to, object);
  const lines = [
    ...columnsOf(context.to, object).map(column =>
      columnDefinition(column, { serial: serialOf(context, column)?.type }),
    ),
    ...(key ? [`constraint ${key.quotedName} ${key.facts.definition}`] : []),
  ];
  const body = lines.length === 0 ? '()' : `(\n  ${lines.join(',\n  ')}\n)`;
  return `${what} ${body}${facts.inherits.length > 0 ? ` inherits (${namesOf(facts.inherits)})` : ''}${partitioned}${withParameters(facts.options)}`;
}

export const detachPartition = ({ qualifiedName, facts }: TableObject): string =>
  `alter table ${facts.partitionOf?.qualifiedName} detach partition ${qualifiedName}`;

export const attachPartition = ({ qualifiedName, facts }: TableObject): string =>
  `alter table ${facts.partitionOf?.qualifiedName} attach partition ${qualifiedName} ${facts.bound}`;

/** Whether a foreign key refers to the table that this is a partition of: PostgreSQL then keeps each partition for it. */
const isReferredTo = ({ facts: { partitionOf } }: TableObject, catalog: Catalog): boolean =>
  partitionOf !== null &&
  objectsOf(catalog, 'constraint').some(({ details }) => details.references?.id === partitionOf.id);

export const statements: Statements<'table'> = {
  create: (object, context) => {
    const { qualifiedName, facts } = object;
    const key = primaryKeyOf(context.to, object);
    return [
      define(context, object),
      ...grantsOn(object, context),
      ...commentNew(`table ${qualifiedName}`, facts.comment),
      ...columnsOf(context.to, object).flatMap(column =>
        commentNew(`column ${column.qualifiedName}`, column.facts.comment),
      ),
      ...(key ? commentNew(`constraint ${key.quotedName} on ${qualifiedName}`, key.facts.comment) : []),
      ...security(object),
    ];
  },
  drop: (table, { from }) => [
    ...(isReferredTo(table, from) ? [detachPartition(table)] : []),
    `drop table ${table.qualifiedName}`,
  ],
  alter: (from, to, facts) => {
    const names = new Set(facts.map(({ fact }) => fact));
    if (names.has('partitionKey') || names.has('partitionOf')) return undefined;
    const on = `alter table ${to.qualifiedName}`;
    return [
      ...(names.has('bound') ? [detachPartition(from), attachPartition(to)] : []),
      ...(names.has('inherits')
        ? [
            ...(from.facts.inherits.length > 0 ? [`${on} no inherit ${namesOf(from.facts.inherits)}`] : []),
            ...(to.facts.inherits.length > 0 ? [`${on} inherit ${namesOf(to.facts.inherits)}`] : []),
          ]
        : []),
      ...(names.has('unlogged') ? [`${on} set ${to.facts.unlogged ? 'unlogged' : 'logged'}`] : []),
      ...(names.has('options') ? setParameters(from, to) : []),
      ...(names.has('rls') ? [`${on} ${to.facts.rls ? 'enable' : 'disable'} row level security`] : []),
      ...(names.has('forceRls') ? [`${on} ${to.facts.forceRls ? '' : 'no '}force row level security`] : []),
      ...(names.has('comment') ? [comment(`table ${to.qualifiedName}`, to.facts.comment)] : []),
    ];
  },
};

const security = ({ qualifiedName, facts }: TableObject): string[] => [
  ...(facts.rls ? [`alter table ${qualifiedName} enable row level security`] : []),
  ...(facts.forceRls ? [`alter table ${qualifiedName} force row level security`] : []),
];

const valuesOf = ({ facts }: TableObject): Map<string, string> =>
  new Map(facts.options.map(({ name, value }) => [name, value]));

function setParameters(from: TableObject, to: TableObject): Draft[] {
  const [before, after] = [valuesOf(from), valuesOf(to)];
  const gone = [...before.keys()].filter(name => !after.has(name));
  const set = [...after]
    .filter(([name, value]) => before.get(name) !== value)
    .map(([name, value]) => `${name}=${literal(value)}`);
  return [
    ...(gone.length > 0 ? [`alter table ${to.qualifiedName} reset (${gone.join(', ')})`] : []),
    ...(set.length > 0 ? [`alter table ${to.qualifiedName} set (${set.join(', ')})`] : []),
  ];
}
