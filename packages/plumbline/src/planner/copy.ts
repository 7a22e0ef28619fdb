import { compareCatalogs, type Difference } from '../compare/index.ts';
import type { Catalog } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { rolesNamed } from '../sql/index.ts';
import { planChange } from './plan.ts';

/**
 * Puts the shadow into the state of a catalog that was read elsewhere. What comes out is compared with what went in:
 * the differences, none when the copy is true.
 *
 * @example
 * const missing = await copyCatalog(shadow, await readCatalog(session));
 */
export async function copyCatalog(shadow: Shadow, catalog: Catalog): Promise<Difference[]> {
  await shadow.reset();
  const statements = (await planChange(shadow, catalog)).steps.map(({ sql }) => sql);
  // rights were given to them, and policies are about them
  await shadow.needRoles(await rolesNamed(statements));
  await shadow.apply(['set local check_function_bodies = off', ...statements]);
  return compareCatalogs(await shadow.read(), catalog);
}
