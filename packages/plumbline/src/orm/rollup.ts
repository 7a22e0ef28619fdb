import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { proveSameWay, renderMigration, sayAstray } from '../authoring/index.ts';
import {
  codeProblem,
  findMigration,
  hasWayDown,
  isProven,
  type MigrationFile,
  nameOf,
  provenDigest,
  statementsOf,
  textOf,
} from '../history/index.ts';
import { Problem } from '../problem/index.ts';
import { ProofFailure } from '../proof/index.ts';
import type { LockedLedger, RunOptions } from '../runner/index.ts';
import type { Shadow } from '../shadow/index.ts';

/** A statement, and the migration that it is from. */
interface Statement {
  sql: string;
  group: string;
}

/** What migrations do together, statement by statement, in the order in which they do it. */
interface Effect {
  up: Statement[];
  down: Statement[];
}

async function effectOf(files: readonly MigrationFile[], driver: AbstractSqlDriver): Promise<Effect> {
  const of = async (file: MigrationFile, method: 'up' | 'down'): Promise<Statement[]> => {
    const migration = await file.load(driver);
    if (method === 'down' && !hasWayDown(migration))
      throw refused(`${file.name} has no way down, and the new file would have none either`);
    const statements = await statementsOf(migration, method).catch((error: unknown) => {
      throw error instanceof Problem ? error : codeProblem(error, method, file);
    });
    return statements.map(({ query }) => ({ sql: textOf(query, driver.getPlatform()), group: file.name }));
  };
  const up = await Promise.all(files.map(file => of(file, 'up')));
  const down = await Promise.all(files.toReversed().map(file => of(file, 'down')));
  return { up: up.flat(), down: down.flat() };
}

const sqlOf = (statements: readonly Statement[]): string[] => statements.map(({ sql }) => sql);
const effectText = ({ up, down }: Effect): string => JSON.stringify([sqlOf(up), sqlOf(down)]);

/** What MikroORM does with the files, how one is read, and where what they do is compared. */
interface Rolling {
  /** Writes a new file, takes the old ones away, and lists the new one in their place. Returns the new one's path. */
  roll(): Promise<string>;
  read(path: string): Promise<MigrationFile>;
  onShadow(work: (shadow: Shadow) => Promise<void>): Promise<void>;
}

/**
 * Rolls migrations up into one, and proves on the shadow that it does what they did. MikroORM takes the methods' text, and with it
 * nothing that a method refers to or a class says beside its methods: the file is written anew, from what they do.
 *
 * @returns the text of the new file
 * @throws Problem PL203 when it would do something else; files and list are as they were then
 */
export async function rolledUp(
  { driver }: Pick<RunOptions, 'driver'>,
  { work, ledger, entries, files }: LockedLedger,
  names: readonly string[] | undefined,
  { roll, read, onShadow }: Rolling,
): Promise<string> {
  const applied = new Set(entries.map(({ name }) => name));
  const old = names ? names.map(name => findMigration(files, name)) : files.filter(({ name }) => applied.has(name));
  await check(files, old, applied, driver);
  const before = await effectOf(old, driver);
  const texts = await Promise.all(old.map(async ({ path }) => [path, path && (await readFile(path, 'utf8'))] as const));
  const list = await ledger.list();

  const path = await roll();
  const text = await textFor(nameOf(basename(path)), old, before);
  await writeFile(path, text);
  const made = await read(path)
    .then(async file => {
      if (effectText(await effectOf([file], driver)) !== effectText(before))
        throw new Error('the new file would not do what the old ones did, statement by statement');
      const first = files.indexOf(old[0] as MigrationFile);
      await onShadow(shadow => proveSameWay(shadow, { before: files.slice(0, first), old, made: file }));
      return file;
    })
    .catch((error: Error) => error);
  if (!(made instanceof Error)) {
    const now = await work.transaction(transaction => ledger.prepare(transaction));
    await ledger.adopt([...files.filter(known => !old.includes(known)), made], now);
    return text;
  }
  for (const [path, text] of texts) if (path && text) await writeFile(path, text);
  await rm(path);
  await work.transaction(transaction => ledger.relist(list, transaction));
  throw refused(whyNot(made));
}

function whyNot(error: Error): string {
  if (error instanceof ProofFailure) return sayAstray(error);
  return error instanceof Problem && error.why !== undefined ? `${error.message}: ${error.why}` : error.message;
}

/** A file that does what others do, and says what they say. */
async function textFor(className: string, old: readonly MigrationFile[], { up, down }: Effect): Promise<string> {
  const proven = await Promise.all(old.map(isProven));
  return renderMigration({
    className,
    parent: old[0]?.parent ?? null,
    proven: proven.every(Boolean) ? provenDigest({ transactional: true, up: sqlOf(up), down: sqlOf(down) }) : undefined,
    downLoses: (await Promise.all(old.map(file => file.downLoses()))).flat(),
    header: { title: className, paragraphs: [['Rolled up from:', ...old.map(({ name }) => `- ${name}`)]] },
    stage: { transactional: true, up, down },
  });
}

async function check(
  files: readonly MigrationFile[],
  old: readonly MigrationFile[],
  applied: ReadonlySet<string>,
  driver: AbstractSqlDriver,
): Promise<void> {
  const pending = files.find(({ name }) => !applied.has(name));
  if (pending) throw refused(`${pending.name} is not applied, and the new file would come after it`);
  const first = files.findIndex(file => old.includes(file));
  const left = files.slice(first).find(file => !old.includes(file));
  if (left) throw refused(`${left.name} comes behind the first of them, and the new file would come after it`);
  for (const file of old) {
    if (!(await file.load(driver)).isTransactional())
      throw refused(`${file.name} runs outside a transaction, which a part of a migration cannot`);
    const { lock, statement } = await file.limits();
    if (lock !== undefined || statement !== undefined)
      throw refused(`${file.name} says how long its statements may take, which a part of a migration cannot`);
  }
}

const refused = (why: string): Problem =>
  new Problem('PL203', {
    what: 'the migrations cannot be rolled up into one; nothing was changed',
    why,
    fix: 'leave them as they are: a run passes over what is applied at no cost',
  });
