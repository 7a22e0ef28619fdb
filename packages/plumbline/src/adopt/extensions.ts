import type { MikroORM, Options } from '@mikro-orm/core';
import { Migrator as StockMigrator } from '@mikro-orm/migrations';
import { SeedManager as StockSeedManager } from '@mikro-orm/seeder';
import { SchemaGenerator as StockSchemaGenerator } from '@mikro-orm/sql';
import { endingOnProblems } from '../cli/stock.ts';
import { type Attendance, Migrator, SchemaGenerator } from '../orm/index.ts';
import { Problem } from '../problem/index.ts';
import { SeedManager } from '../seeder/index.ts';

type Extension = NonNullable<Options['extensions']>[number];

/** An extension of MikroORM; it leaves out its stock one when there is another of that name. */
const extension = (name: string, key: string, create: (em: never) => object) => ({
  name,
  register: (orm: MikroORM) => orm.config.registerExtension(key, () => endingOnProblems(create(orm.em as never))),
});

const ours = (attendance: Attendance) => [
  {
    stock: StockSchemaGenerator,
    own: extension('SchemaGenerator', '@mikro-orm/schema-generator', em => new SchemaGenerator(em)),
  },
  { stock: StockMigrator, own: extension('Migrator', '@mikro-orm/migrator', em => new Migrator(em, attendance)) },
  { stock: StockSeedManager, own: extension('SeedManager', '@mikro-orm/seeder', em => SeedManager.of(em)) },
];

/**
 * The extensions of a project with ours where the stock ones stand, in their order; those that nobody named come last.
 *
 * @throws Problem PL352 for one that the project made of a stock one: there can be one of each
 */
export function extensionsWith(theirs: readonly Extension[], attendance: Attendance): Extension[] {
  const replacing = ours(attendance);
  const placed = theirs.map(theirs => {
    const { prototype, name } = theirs as { prototype?: object; name?: string };
    const found = replacing.find(({ stock, own }) => (theirs as object) === stock || own.name === name);
    if (found) return found.own;
    const made = replacing.find(({ stock }) => prototype !== undefined && prototype instanceof stock);
    if (!made) return theirs;
    throw new Problem('PL352', {
      what: `extensions names ${name}, a ${made.own.name} of the project's own`,
      subject: 'the configuration',
      why: `it would stand in the place of Plumbline's, and one of them would do nothing`,
      fix: `leave ${name} out of what is given to adopt()`,
    });
  });
  const all = replacing.map(({ own }) => own);
  return [...new Set([...placed, ...all])];
}
