import type { Constructor, EntityManager } from '@mikro-orm/core';
import { type Seeder, SeedManager as StockSeedManager } from '@mikro-orm/seeder';
import type { AbstractSqlDriver, SqlEntityManager } from '@mikro-orm/sql';
import { hasSqlstate, Problem, SQLSTATE } from '../problem/index.ts';

/** A driver that migrations and the application reach the database by in different ways. */
interface TwoWays {
  forApplication(): AbstractSqlDriver | undefined;
}

/** MikroORM's seed manager, made to say what went wrong. */
export class SeedManager extends StockSeedManager {
  readonly #defaultSeeder: string | undefined;
  /** The driver that is nobody else's. */
  #own: AbstractSqlDriver | undefined;

  constructor(em: EntityManager) {
    super(em);
    this.#defaultSeeder = em.config.get('seeder').defaultSeeder;
  }

  /** The seed manager over the connection of the application, where migrations have one of their own. */
  static of(em: SqlEntityManager): SeedManager {
    const driver = (em.getDriver() as Partial<TwoWays>).forApplication?.();
    if (!driver) return new SeedManager(em);
    driver.setMetadata(em.getMetadata());
    const manager = new SeedManager(driver.createEntityManager());
    manager.#own = driver;
    return manager;
  }

  override async seed(...seeders: Constructor<Seeder>[]): Promise<void> {
    const seeded = super.seed(...seeders).finally(() => this.#own?.close(true));
    await seeded.catch((error: unknown) => {
      if (error instanceof Problem) throw error;
      const names = seeders.map(seeder => seeder.name).join(', ');
      throw new Problem('PL400', {
        what: `${names} failed`,
        why: (error as Error).message,
        fix: hasSqlstate(error, SQLSTATE.undefinedTable)
          ? 'run the migrations first: npx mikro-orm migration:up'
          : `correct ${names} or the rows it met, and run again`,
        cause: error,
      });
    });
  }

  /** @throws Problem PL400 when no file of the seeders' folder exports a class of that name */
  override async seedString(...names: string[]): Promise<void> {
    await super.seedString(...names).catch((error: unknown) => {
      if (error instanceof Problem) throw error;
      throw new Problem('PL400', {
        what: `the seeder cannot be loaded: ${names.join(', ')}`,
        why: (error as Error).message,
        fix: `name an exported class${this.#defaultSeeder ? `, like ${this.#defaultSeeder}` : ''}`,
        cause: error,
      });
    });
  }
}
