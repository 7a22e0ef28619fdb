import { type EntityKey, type EntityManager, type EntityName, type RequiredEntityData, raw } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';

/** Inserts the rows whose keys, primary and unique, are all free. A row that is there stays as it is. */
export async function insertMissing<Entity extends object>(
  em: EntityManager,
  entity: EntityName<Entity>,
  rows: readonly RequiredEntityData<Entity>[],
): Promise<void> {
  const [firstKey] = em.getMetadata(entity).primaryKeys;
  const inserted = await (em as SqlEntityManager)
    .createQueryBuilder(entity)
    .insert([...rows])
    .onConflict()
    .ignore()
    .returning([firstKey as never])
    .execute<object[]>('all');
  report(em, entity, { rows: rows.length, inserted: inserted.length, updated: 0 });
}

/**
 * Inserts the rows whose key is free. In a row that is there, the fields that follow the release are set to what it
 * says, and the others stay; a row that says so already is not touched, so that its triggers stay quiet.
 */
export async function insertOrFollow<Entity extends object>(
  em: EntityManager,
  entity: EntityName<Entity>,
  rows: readonly RequiredEntityData<Entity>[],
  { key, follow }: { key: EntityKey<Entity>[]; follow: EntityKey<Entity>[] },
): Promise<void> {
  const platform = em.getPlatform();
  const columns = follow.flatMap(field => em.getMetadata(entity).properties[field].fieldNames);
  const side = (alias: string): string =>
    `(${columns.map(column => `${alias}.${platform.quoteIdentifier(column)}`).join(', ')})`;
  const written = await (em as SqlEntityManager)
    .createQueryBuilder(entity, 'here')
    .insert([...rows])
    .onConflict(key as never[])
    .merge(follow as never[])
    .where(raw(`${side('here')} is distinct from ${side('excluded')}`))
    // a row version that an update wrote has the updating transaction in xmax
    .returning([raw('xmax = 0 as inserted') as never])
    .execute<{ inserted: boolean }[]>('all');
  const inserted = written.filter(row => row.inserted).length;
  report(em, entity, { rows: rows.length, inserted, updated: written.length - inserted });
}

function report<Entity extends object>(
  em: EntityManager,
  entity: EntityName<Entity>,
  { rows, inserted, updated }: { rows: number; inserted: number; updated: number },
): void {
  const { tableName } = em.getMetadata(entity);
  const line = `${tableName}: ${inserted} inserted, ${updated} updated, ${rows - inserted - updated} kept`;
  em.config.getLogger().log('seeder', line, { enabled: true });
}
