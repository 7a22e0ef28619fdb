import type { EntityManager } from '@mikro-orm/core';
import type { Catalog } from '../canonical/index.ts';
import { type Recorded, replay } from '../generate/index.ts';
import { digest } from '../migrator/index.ts';
import { SchemaGenerator } from '../schema/schema-generator.ts';
import { buildSchema, type Shadow } from '../shadow/index.ts';

/** A schema, and what it was made from: the same text makes the same schema. */
export interface Made {
  from: string;
  catalog: Catalog;
}

/** What an earlier reading made. */
export interface Known {
  migrations?: Made | undefined;
  entities?: Made | undefined;
}

/** What the entities say, made only when they say something else than before. */
export async function entitiesOf(shadow: Shadow, em: EntityManager, known: Made | undefined): Promise<Made> {
  const script = await new SchemaGenerator(em as never).getCreateSchemaSQL({ wrap: false });
  return known?.from === script ? known : { from: script, catalog: await buildSchema(shadow, script) };
}

/** What the migrations lead to, replayed only when one of them changed. */
export async function migrationsOf(
  shadow: Shadow,
  files: readonly (Recorded & { text: string })[],
  known: Made | undefined,
): Promise<Made> {
  const from = digest(files.map(({ name, text }) => `${name} ${text}\n`).join(''));
  if (known?.from === from) return known;
  await replay(shadow, files);
  return { from, catalog: await shadow.read() };
}
