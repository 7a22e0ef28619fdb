import { type Catalog, objectOf, partsOf } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { changedColumns, contents, positionsIn } from './row-snapshot.ts';

/**
 * The columns that triggers write whenever a row is updated, by their ids: `updated_at` is one. A change that gives rows a
 * value updates them. Tried on the shadow's rows, and taken back.
 *
 * @param tables the ids of tables that hold rows
 */
export async function writtenByTriggers(
  shadow: Shadow,
  catalog: Catalog,
  tables: Iterable<string>,
): Promise<Set<string>> {
  const written = new Set<string>();
  for (const id of tables) {
    const table = objectOf(catalog, 'table', id);
    if (!table || !partsOf(catalog, id).some(({ kind }) => kind === 'trigger')) continue;
    const positions = new Map([...positionsIn(catalog)].filter(([column]) => column.parent.id === id));
    const place = [...positions].find(([column]) => column.facts.identity === null)?.[1];
    if (!place) continue;
    await shadow.attempt(async () => {
      const before = await contents(shadow, positions);
      await shadow.tolerate(`update ${table.qualifiedName} set ${place.column} = ${place.column}`);
      for (const one of changedColumns(before, await contents(shadow, positions))) written.add(one);
    });
  }
  return written;
}
