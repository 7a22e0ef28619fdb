import type { Catalog } from '../canonical/index.ts';
import { compareCatalogs, type Difference } from '../diff/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { planChange } from './plan.ts';

/**
 * Puts the shadow into the state of a catalog that was read elsewhere. What comes out is compared with what went in:
 * the differences, none when the copy is true.
 */
export async function copyCatalog(shadow: Shadow, catalog: Catalog): Promise<Difference[]> {
  await shadow.reset();
  const { steps } = await planChange(shadow, catalog);
  await shadow.apply(['set local check_function_bodies = off', ...steps.map(({ sql }) => sql)]);
  return compareCatalogs(await shadow.read(), catalog);
}
