import type { Session } from '../catalog/index.ts';
import {
  type Catalog,
  type CatalogObject,
  countWhere,
  type Hazard,
  objectsOf,
  partsOf,
  rowsIn,
} from '../objects/index.ts';
import { GIVE_RIGHTS_BACK, rowsOf } from '../planner/index.ts';
import type { Location } from '../problem/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { type RowChange, rowChangesOf, type TableName } from '../sql/index.ts';
import { sameIn } from './same-object.ts';

/** What a statement does to rows of a table that is there before the run. */
export interface Touch {
  change: RowChange | { does: 'hide' };
  /** The table and the column as they were before; of what cannot be read, nothing. */
  table?: CatalogObject;
  column?: CatalogObject | undefined;
  migration: string;
  location: Location | null;
}

/** Reads a statement that is about to run on the shadow. What the run itself made holds nothing yet. */
export async function touchesOf(
  shadow: Shadow,
  sql: string,
  before: Catalog,
  migration: string,
): Promise<Omit<Touch, 'location'>[]> {
  // a planner's own block, of which it is known what it does
  if (sql === GIVE_RIGHTS_BACK) return [];
  const { changes, hidden } = await rowChangesOf(sql);
  const found: Omit<Touch, 'location'>[] = hidden ? [{ change: { does: 'hide' }, migration }] : [];
  if (changes.length === 0) return found;
  const now = await shadow.read();
  const original = sameIn(before, now);
  for (const change of changes) {
    const table = tableOf(now, change.relation);
    const old = table && original(table.id);
    if (!table || !old) continue;
    if (!('column' in change)) found.push({ change, table: old, migration });
    else {
      const part = partsOf(now, table.id).find(({ kind, name }) => kind === 'column' && name === change.column);
      const column = part && original(part.id);
      if (column) found.push({ change, table: old, column, migration });
    }
  }
  return found;
}

const tableOf = (catalog: Catalog, { schema = catalog.defaultSchema, table }: TableName): CatalogObject | undefined =>
  objectsOf(catalog, 'table').find(one => one.name === table && one.schema === schema);

/** The expressions by which columns change their types, under the names that they have in the end. */
export function conversionsIn(touches: readonly Touch[], after: Catalog): Record<string, string> {
  return Object.fromEntries(
    touches.flatMap(({ change, column }) => {
      const end = column && after.objects.get(column.id);
      return change.does === 'convert' && end ? [[end.qualifiedName, change.using]] : [];
    }),
  );
}

interface Around {
  before: Catalog;
  after: Catalog;
  live: Session;
}

/** What of the rows that are there would be lost by statements, whatever the shapes are before and after. */
export async function lossesIn(
  touches: readonly Touch[],
  { before, after, live }: Around,
): Promise<(Hazard & { object: string; location: Location | null })[]> {
  const counting = { rows: rowsOf({ live, evidence: 'target' }, before, before), empty: new Set<string>() };
  const end = sameIn(after, before);
  const copies = new Map<string, Set<string>>();
  const found: (Hazard & { object: string; location: Location | null })[] = [];
  for (const { change, table, column, location, migration } of touches) {
    if (change.does === 'hide' || table === undefined) {
      found.push({ ...unread(migration), object: migration, location });
      continue;
    }
    const all = partsOf(before, table.id).flatMap(part =>
      part.kind === 'column' && part.facts.generated === null ? [part.name] : [],
    );
    const copied = copies.get(table.id) ?? new Set<string>();
    if (change.does === 'copy') {
      copies.set(table.id, new Set([...copied, ...(change.columns === 'all' ? all : change.columns)]));
      continue;
    }
    const left = all.filter(name => !copied.has(name));
    if (change.does === 'drop' && left.length === 0) continue;
    const rows = await countWhere(counting, table.id, column ? `${column.quotedName} is not null` : 'true');
    const loss = rows === 0 ? undefined : lossOf(change, { table, column }, rowsIn(rows), copied.size > 0 ? left : []);
    const object = column ?? table;
    if (loss) found.push({ kind: 'data-loss', ...loss, object: (end(object.id) ?? object).id, location });
  }
  return found;
}

const unread = (migration: string): Hazard => ({
  kind: 'note',
  id: 'unread-statement',
  message: `what a block or procedure of ${migration} does to rows cannot be read before it runs`,
});

/** What is lost, in words; nothing where the values are made of the old ones. */
function lossOf(
  change: RowChange,
  { table, column }: Pick<Touch, 'table' | 'column'>,
  rows: string,
  left: readonly string[],
): Pick<Hazard, 'id' | 'message'> | undefined {
  const [name, path] = [table?.qualifiedName ?? '', column?.qualifiedName ?? ''];
  switch (change.does) {
    case 'drop':
      return {
        id: 'drop-table',
        message: `table ${name} is dropped with ${rows}${left.length > 0 ? `, of which ${left.join(', ')} was not copied` : ''}`,
      };
    case 'truncate':
      return { id: 'deleted-rows', message: `table ${name} is emptied of ${rows}` };
    case 'delete':
      return {
        id: 'deleted-rows',
        message: `${change.all ? 'all' : 'some'} of ${name} are deleted: ${rows}${change.all ? '' : ' at most'}`,
      };
    case 'drop column':
      return { id: 'drop-column', message: `column ${path} is dropped with the values of ${rows}` };
    case 'overwrite':
      return {
        id: 'overwritten-values',
        message: `the values of ${path} are overwritten with others in ${rows}${change.all ? '' : ' at most'}`,
      };
    case 'convert':
      return change.reads
        ? undefined
        : {
            id: 'drop-values',
            message: `the values of ${path} in ${rows} are dropped: ${change.using} keeps nothing of them`,
          };
    default:
      return undefined;
  }
}
