import { readFile } from 'node:fs/promises';
import type { EntityManager } from '@mikro-orm/core';
import { buildScriptBesideMigrations, type Recorded, replay } from '../authoring/index.ts';
import type { MigrationFile } from '../history/index.ts';
import type { Catalog } from '../objects/index.ts';
import { SchemaGenerator } from '../schema/index.ts';
import { sha256 } from '../sha256.ts';
import type { Shadow } from '../shadow/index.ts';

/** A schema, and what it was made from: the same text makes the same schema. */
export interface CachedCatalog {
  from: string;
  catalog: Catalog;
}

/** The catalogs of an earlier reading. */
export interface CatalogCache {
  migrations?: CachedCatalog | undefined;
  entities?: CachedCatalog | undefined;
}

/** What the entities say, made only when they say something else than before. */
export async function entitiesOf(
  shadow: Shadow,
  em: EntityManager,
  files: readonly (Recorded & Pick<MigrationFile, 'textChecksum'>)[],
  cached: CachedCatalog | undefined,
): Promise<CachedCatalog> {
  const script = await new SchemaGenerator(em as never).getCreateSchemaSQL({ wrap: false });
  // the migrations may bring what the entities use
  const from = `${await fromOf(shadow, files)} ${script}`;
  if (cached?.from === from) return cached;
  return { from, catalog: await buildScriptBesideMigrations(shadow, script, files) };
}

async function fromOf(
  { baseline }: Shadow,
  files: readonly (Recorded & Pick<MigrationFile, 'textChecksum'>)[],
): Promise<string> {
  // where it cannot be read, the replay says so
  const script = baseline && (await readFile(baseline.script, 'utf8').catch(() => ''));
  const migrations = files.map(({ name, textChecksum }) => `${name} ${textChecksum}\n`);
  return sha256([...migrations, baseline?.since ?? '', script ?? ''].join(''));
}

/** What the migrations lead to, replayed only when one of them changed. */
export async function migrationsOf(
  shadow: Shadow,
  files: readonly (Recorded & Pick<MigrationFile, 'textChecksum'>)[],
  cached: CachedCatalog | undefined,
): Promise<CachedCatalog> {
  const from = await fromOf(shadow, files);
  if (cached?.from === from) return cached;
  await replay(shadow, files);
  return { from, catalog: await shadow.read() };
}
