import { Utils } from '@mikro-orm/core';
import { type Catalog, type CatalogObject, readCatalog } from '../canonical/index.ts';
import { explained, unanswered } from '../generate/index.ts';
import { placesOf } from '../places/index.ts';
import { copyCatalog, planChange } from '../plan/index.ts';
import { SchemaGenerator as Creating } from '../schema/schema-generator.ts';
import { settingsOf } from '../settings.ts';
import { buildEntities, openShadow } from '../shadow/index.ts';

type UpdateOptions = Parameters<Creating['getUpdateSchemaSQL']>[0];

/**
 * MikroORM's schema generator, with the diff that PostgreSQL agrees with behind `schema:update`. Without a record of
 * what is ours, only what the entities know is compared: nothing else is ever dropped.
 */
export class SchemaGenerator extends Creating {
  override async getUpdateSchemaSQL(_options?: UpdateOptions): Promise<string> {
    return (await this.#statements()).map(sql => `${sql};\n`).join('');
  }

  /** Statement by statement, as no text has to be cut apart for it. */
  override async update(_options?: UpdateOptions): Promise<void> {
    await Utils.runSerial(await this.#statements(), sql => this.driver.execute(sql));
  }

  async #statements(): Promise<string[]> {
    await this.ensureDatabase();
    const shadow = await openShadow(settingsOf(this.config).shadow);
    try {
      const entities = await buildEntities(shadow, this.em as never);
      // one connection reads all of it under one search path
      const database = await this.connection.transactional(transaction =>
        readCatalog(
          { query: <Row>(sql: string) => this.connection.execute<Row[]>(sql, [], 'all', transaction) },
          { defaultSchema: entities.defaultSchema },
        ),
      );
      await copyCatalog(shadow, known(database, entities));
      const live = { query: <Row>(sql: string) => this.connection.execute<Row[]>(sql) };
      const { steps, questions } = await planChange(shadow, entities, { live });
      if (questions.length > 0) throw unanswered(questions);
      return steps.map(({ sql }) => sql);
    } catch (error) {
      throw await explained(error, () => placesOf(this.em as never));
    } finally {
      await shadow.close();
    }
  }
}

/** The part of a database that the entities know: tables of theirs with all that belongs to them, and what those need. */
function known(database: Catalog, entities: Catalog): Catalog {
  const isOurs = ({ id, owner }: CatalogObject): boolean => entities.objects.has(owner ?? id);
  const kept = new Map([...database.objects].filter(([, object]) => isOurs(object)));
  // what depends on somebody else's table, as a foreign key to it does, stays out of it too
  for (let again = true; again; ) {
    again = false;
    for (const id of kept.keys()) {
      const stranger = [...(database.needs.get(id) ?? [])].some(
        needed => database.objects.has(needed) && !kept.has(needed),
      );
      if (stranger) again = kept.delete(id);
    }
  }
  return { ...database, objects: kept };
}
