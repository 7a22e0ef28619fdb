import { readFile, rm, writeFile } from 'node:fs/promises';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { type MigrationFile, named, type Opened, type RunOptions, statementsOf, textOf } from '../migrator/index.ts';
import { Problem } from '../problem/index.ts';

/** What migrations do together, statement by statement, in the order in which they do it. */
interface Done {
  up: string[];
  down: string[];
}

async function done(files: readonly MigrationFile[], driver: AbstractSqlDriver): Promise<Done> {
  const of = async (file: MigrationFile, method: 'up' | 'down'): Promise<string[]> => {
    const statements = await statementsOf(await file.load(driver), method);
    return statements.map(({ query }) => textOf(query, driver.getPlatform()));
  };
  const up = await Promise.all(files.map(file => of(file, 'up')));
  const down = await Promise.all(files.toReversed().map(file => of(file, 'down')));
  return { up: up.flat(), down: down.flat() };
}

/**
 * Rolls migrations up into one, and looks whether it does what they did: MikroORM takes the methods' text, and with it
 * nothing that a method refers to.
 *
 * @param roll writes the new file, takes the old ones away, and lists the new one in their place
 * @throws Problem PL203 when it would do something else; files and list are as they were then
 */
export async function rolledUp<Result>(
  { driver }: Pick<RunOptions, 'driver'>,
  { work, ledger, entries, files }: Opened,
  names: readonly string[] | undefined,
  roll: () => Promise<{ result: Result; file: MigrationFile }>,
): Promise<Result> {
  const applied = new Set(entries.map(({ name }) => name));
  const old = names ? names.map(name => named(files, name)) : files.filter(({ name }) => applied.has(name));
  await check(files, old, applied, driver);
  const before = await done(old, driver);
  const texts = await Promise.all(old.map(async ({ path }) => [path, path && (await readFile(path, 'utf8'))] as const));
  const list = await ledger.list();

  const { result, file } = await roll();
  const after = await done([file], driver).catch((error: Error) => error);
  if (!(after instanceof Error) && JSON.stringify(after) === JSON.stringify(before)) {
    const now = await work.transaction(transaction => ledger.prepare(transaction));
    await ledger.adopt([...files.filter(known => !old.includes(known)), file], now);
    return result;
  }
  for (const [path, text] of texts) if (path && text) await writeFile(path, text);
  if (file.path) await rm(file.path);
  await work.transaction(transaction => ledger.relist(list, transaction));
  throw refused(
    after instanceof Error
      ? `the new file would not run: ${after.message}`
      : 'the new file would not do what the old ones did, statement by statement',
  );
}

async function check(
  files: readonly MigrationFile[],
  old: readonly MigrationFile[],
  applied: ReadonlySet<string>,
  driver: AbstractSqlDriver,
): Promise<void> {
  const pending = files.find(({ name }) => !applied.has(name));
  if (pending) throw refused(`${pending.name} is not applied, and the new file would come after it`);
  for (const file of old)
    if (!(await file.load(driver)).isTransactional())
      throw refused(`${file.name} runs outside a transaction, which a part of a migration cannot`);
}

const refused = (why: string): Problem =>
  new Problem('PL203', {
    what: 'the migrations cannot be rolled up into one; nothing was changed',
    why,
    fix: 'leave them as they are: a run passes over what is applied at no cost',
  });
