import type { EntityManager } from '@mikro-orm/core';
import type { Catalog } from '../objects/index.ts';
import { SchemaGenerator } from '../schema/index.ts';
import { splitStatements } from '../sql/index.ts';
import { type Shadow, StatementFailure } from './shadow.ts';

/** The schema of entities that do not name theirs, and whether those with a wildcard are meant. */
export interface EntityOptions {
  schema?: string | undefined;
  includeWildcardSchema?: boolean | undefined;
}

/**
 * Puts the shadow into the state that the entities say, and reads it.
 *
 * @throws StatementFailure for what PostgreSQL refuses of them
 *
 * @example
 * const wanted = await buildEntities(shadow, orm.em);
 */
export const buildEntities = async (shadow: Shadow, em: EntityManager, options?: EntityOptions): Promise<Catalog> =>
  buildSchema(shadow, await entityScript(em, options));

/** MikroORM's statements for all that the entities say. */
export const entityScript = (
  em: EntityManager,
  { schema, includeWildcardSchema }: EntityOptions = {},
): Promise<string> =>
  new SchemaGenerator(em as never).getCreateSchemaSQL({
    wrap: false,
    ...(schema !== undefined && { schema }),
    ...(includeWildcardSchema !== undefined && { includeWildcardSchema }),
  });

/**
 * Puts the shadow into the state that MikroORM's statements for a whole schema make, and reads it.
 *
 * @throws StatementFailure for what PostgreSQL refuses of them
 */
export async function buildSchema(shadow: Shadow, script: string): Promise<Catalog> {
  await shadow.reset();
  await refuseNul(script);
  // bodies are checked when they run: a function may stand before the table that it reads
  await shadow.apply(['set local check_function_bodies = off', ...(await splitStatements(script))]);
  return shadow.read();
}

/** How a NUL character is shown: PostgreSQL's protocol and its parser end a text there. */
const SHOWN = '␀';

/** @throws StatementFailure for the first statement that holds a NUL character, which no text in PostgreSQL can */
async function refuseNul(script: string): Promise<void> {
  if (!script.includes('\0')) return;
  const statements = await splitStatements(script.replaceAll('\0', SHOWN));
  const statement = statements.find(one => one.includes(SHOWN)) ?? '';
  throw new StatementFailure(
    statement,
    new Error(`a text holds a NUL character (shown as ${SHOWN}), which PostgreSQL cannot keep`),
  );
}
