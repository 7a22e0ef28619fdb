import { type Named, partId, wholeId } from '../../src/catalog/index.ts';
import type { Catalog, CatalogObject } from '../../src/objects/index.ts';

const named = (name: string): Named => ({ schema: 'public', name, quotedName: name, qualifiedName: name });

export function table(name: string): CatalogObject {
  const facts = { partitionKey: null, partitionOf: null, bound: null, inherits: [], options: [], comment: null };
  return {
    ...wholeId('table', named(name)),
    facts: { ...facts, unlogged: false, rls: false, forceRls: false },
    details: { grants: [] },
  };
}

export function column(parent: string, name: string, value: string | null): CatalogObject {
  const facts = { type: 'integer', notNull: false, generated: null, identity: null, collation: null, comment: null };
  const type = { baseType: 'integer', array: false, userType: null, modifier: -1, category: 'N' };
  return {
    ...partId('column', wholeId('table', named(parent)), named(name)),
    facts: { ...facts, default: value },
    details: { ...type, position: 1, sequence: null, grants: [] },
  };
}

export const routine = (name: string): CatalogObject => ({
  ...wholeId('function', named(name)),
  facts: { definition: name, comment: null },
  details: { routineName: name, procedure: false, signature: '', grants: [], types: '' },
});

export const view = (name: string): CatalogObject => ({
  ...wholeId('view', named(name)),
  facts: { definition: name, materialized: false, options: [], columnComments: [], comment: null },
  details: { columns: [], populated: true, shape: [], grants: [] },
});

/** A catalog of these objects, with what they need. */
export const catalogOf = (objects: readonly CatalogObject[], needs: Record<string, string[]> = {}): Catalog => ({
  defaultSchema: 'public',
  version: 180_000,
  objects: new Map(objects.map(object => [object.id, object])),
  addresses: new Map(),
  needs: new Map(Object.entries(needs).map(([id, all]) => [id, new Set(all)])),
});
