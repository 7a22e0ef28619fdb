import {
  buildEntities,
  type Catalog,
  type CatalogObject,
  compareCatalogs,
  embeddedScratch,
  readCatalog,
  Shadow,
} from 'mikro-orm-plumbline';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { onEveryEngine } from '../../packages/plumbline/test/support/engines.ts';
import { FULL_LEGACY_WARNINGS, fullLegacyState } from '../support/legacy-state.ts';
import { openPlatform, type Platform } from '../support/platform.ts';

onEveryEngine('a migrated database and the entities', engine => {
  let platform: Platform;
  let shadow: Shadow;
  beforeAll(async () => {
    [platform, shadow] = [await openPlatform(engine), new Shadow(await embeddedScratch())];
  });
  afterAll(async () => {
    await shadow?.close();
    await platform?.close();
  });
  beforeEach(() => platform.reset());

  /** What the database and the entities differ in; what the database alone has, by its id. */
  async function differences() {
    const wanted = await buildEntities(shadow, platform.orm.em);
    const live = await readCatalog({ query: sql => platform.sql(sql) });
    return compareCatalogs(withoutLedger(live), wanted);
  }

  test('are one after migration:up, and migration:check says so', async () => {
    expect(await differences()).not.toEqual([]);
    await platform.orm.migrator.up();
    expect(await platform.orm.migrator.checkSchema()).toBe(false);
    expect(await differences()).toEqual([]);
  });

  test('differ in nothing but what was named, where older scripts had left theirs', async () => {
    await platform.sql(fullLegacyState());
    await platform.orm.migrator.up();
    expect(platform.takeWarnings().sort()).toEqual(FULL_LEGACY_WARNINGS.toSorted());
    expect(await platform.orm.migrator.checkSchema()).toBe(false);
    const left = (await differences()).map(({ change, object }) => `${change} ${object.id}`);
    expect(left.sort()).toEqual([
      'alter column session_embeddings.metadata',
      'remove column multimodal_executions.fallback_reason',
      'remove column multimodal_executions.original_provider',
      'remove column sessions.session_id',
      'remove constraint session_embeddings.session_embeddings_session_id_fkey',
      'remove constraint sessions.sessions_pkey',
      'remove table sessions',
    ]);
  });
});

/** A database without what the migrator keeps in it. */
function withoutLedger(catalog: Catalog): Catalog {
  const isLedger = ({ id }: CatalogObject): boolean => id.includes('mikro_orm_migrations');
  return { ...catalog, objects: new Map([...catalog.objects].filter(([, object]) => !isLedger(object))) };
}
