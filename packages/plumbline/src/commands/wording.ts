import { compareCatalogs } from '../compare/index.ts';
import type { Catalog, CatalogObject } from '../objects/index.ts';
import { copyCatalog } from '../planner/index.ts';
import { type Shadow, StatementFailure } from '../shadow/index.ts';

const major = ({ version }: Catalog): number => Math.floor(version / 10_000);

/**
 * A live database's catalog in the words of another one's PostgreSQL. Two versions may write the same expression in two
 * ways: where words differ between versions, the shadow is asked for its own.
 */
export async function inWordingOf(other: Catalog, live: Catalog, open: () => Promise<Shadow>): Promise<Catalog> {
  if (major(other) === major(live)) return live;
  const altered = compareCatalogs(other, live).filter(({ change }) => change === 'alter');
  if (altered.length === 0) return live;
  const shadow = await open();
  try {
    await copyCatalog(shadow, live);
  } catch (error) {
    // what it cannot make here keeps its own words
    if (error instanceof StatementFailure) return live;
    throw error;
  }
  const { objects: said } = await shadow.read();
  const objects = new Map(live.objects);
  for (const { object } of altered) objects.set(object.id, (said.get(object.id) ?? object) as CatalogObject);
  return { ...live, objects };
}
