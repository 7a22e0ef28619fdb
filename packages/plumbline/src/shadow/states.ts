import type { EntityManager } from '@mikro-orm/core';
import type { Catalog } from '../canonical/index.ts';
import { SchemaGenerator } from '../schema/schema-generator.ts';
import { splitStatements } from '../sql/split.ts';
import type { Shadow } from './shadow.ts';

/**
 * Puts the shadow into the state that the entities say, and reads it.
 *
 * @throws StatementFailure for what PostgreSQL refuses of them
 */
export async function buildEntities(shadow: Shadow, em: EntityManager): Promise<Catalog> {
  return buildSchema(shadow, await new SchemaGenerator(em as never).getCreateSchemaSQL({ wrap: false }));
}

/**
 * Puts the shadow into the state that MikroORM's statements for a whole schema make, and reads it.
 *
 * @throws StatementFailure for what PostgreSQL refuses of them
 */
export async function buildSchema(shadow: Shadow, script: string): Promise<Catalog> {
  await shadow.reset();
  // bodies are checked when they run: a function may stand before the table that it reads
  await shadow.apply(['set local check_function_bodies = off', ...(await splitStatements(script))]);
  return shadow.read();
}
