import type { Catalog, CatalogObject } from '../objects/index.ts';

/** Finds the objects of one catalog in another one of the same database, whatever they are called there. */
export function sameIn(other: Catalog, catalog: Catalog): (id: string) => CatalogObject | undefined {
  const addresses = new Map([...catalog.addresses].map(([address, id]) => [id, address]));
  return id => other.objects.get(other.addresses.get(addresses.get(id) ?? '') ?? '');
}
