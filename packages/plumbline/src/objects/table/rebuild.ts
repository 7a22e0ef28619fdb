import { qualifiedNameOf, quoted, temporaryName } from '../../catalog/index.ts';
import { goOn } from '../column/identity.ts';
import type { Context } from '../contract.ts';
import type { Draft } from '../draft.ts';
import { type ColumnObject, requireObject, type TableObject } from '../model.ts';
import { waitsForCopy } from '../types.ts';
import { columnsOf, partitionsOf, rootOf } from './statements.ts';

/** The name under which the old table, or its sequence, waits for the rows to be copied. */
const oldName = (name: string): string => temporaryName(name, '__old');

/** Renames a table that cannot be altered in place out of the way of the new one, with what has a name of its own. */
export function renameAway(table: TableObject, { from }: Context): Draft[] {
  const away = (what: string, schema: string, name: string): string =>
    `alter ${what} ${qualifiedNameOf(schema, name, from.defaultSchema)} rename to ${quoted(oldName(name))}`;
  const sequences = columnsOf(from, table).flatMap(({ schema, details: { sequence } }) =>
    sequence === null ? [] : [away('sequence', schema, sequence)],
  );
  return [
    ...[table, ...partitionsOf(from, table)].map(({ schema, name }) => away('table', schema, name)),
    ...sequences,
  ];
}

/** Copies what the old table has for the columns of the new one, and drops it. Sequences are tied to the new one first. */
export function takeRows(table: TableObject, context: Context): Draft[] {
  const { from, to } = context;
  const old = requireObject(from, 'table', table.id);
  const before = new Map(columnsOf(from, rootOf(from, old)).map(column => [column.name, column]));
  const values = columnsOf(to, rootOf(to, table))
    .filter(({ facts }) => facts.generated === null)
    .map(column => ({ column, value: oldValue(column, before.get(column.name), context) }))
    .filter(({ value }) => value !== undefined);
  const overriding = values.some(({ column }) => column.facts.identity?.generated === 'always');
  // a row that has nothing for the new table is still a row
  const names = values.length === 0 ? '' : ` (${values.map(({ column }) => column.quotedName).join(', ')})`;
  const away = qualifiedNameOf(old.schema, oldName(old.name), from.defaultSchema);
  const selected = ['select', values.map(({ value }) => value).join(', '), 'from', away].filter(Boolean).join(' ');
  return [
    `insert into ${table.qualifiedName}${names}${overriding ? ' overriding system value' : ''} ${selected}`,
    `drop table ${away}`,
    ...values.flatMap(({ column }) => goOn(column)),
  ];
}

/** What a row of the old table has for a column of the new one; nothing where its default does. */
function oldValue(after: ColumnObject, before: ColumnObject | undefined, context: Context): string | undefined {
  const fill = context.fill(after.id)?.expression;
  if (!before) return fill;
  // where the table is not partitioned by it, a column moved to the new type before its table was set aside
  if (before.details.userType?.id === after.details.userType?.id && context.isMadeAnew(after.details.userType))
    return (waitsForCopy(before.parent.id, context) && context.convert(after, before)) || after.quotedName;
  const same = before.facts.type === after.facts.type;
  const value =
    context.conversion(before, after).using ?? (same ? after.quotedName : `${after.quotedName}::${after.facts.type}`);
  if (fill === undefined) return value;
  // what is decided may be a constant, whose type only the column tells
  return `coalesce(${value}, ${fill})${same ? '' : `::${after.facts.type}`}`;
}
