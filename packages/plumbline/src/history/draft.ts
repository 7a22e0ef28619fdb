import { Problem } from '../problem/index.ts';
import type { MigrationFile, MigrationLimits } from './file.ts';
import { quotedText } from './literals.ts';
import type { Reading } from './migration-class.ts';
import { readMigrations } from './read.ts';
import { statementsOf, textOf } from './statements.ts';

/** What a run has to find in a file that is written. */
export interface Expected {
  /** Its name, by its file. */
  name: string;
  /** The name that its class says; absent where that is nothing to its writer. */
  className?: string;
  /** What it says it was made on top of; `undefined` where it does not say. */
  parent: string | null | undefined;
  transactional: boolean;
  /** Time limits of its own. */
  limits?: MigrationLimits;
  /** The statements of both ways; absent where they are not known without a database. */
  statements?: { up: readonly string[]; down: readonly string[] };
}

/**
 * Compares a draft with what is expected of it.
 *
 * @param draft where it stands meanwhile
 * @param path where it is to stand
 * @throws Problem PL332 where it does not, or cannot be read
 */
export async function checkDraft(draft: string, path: string, wanted: Expected, reading: Reading): Promise<void> {
  const refuse = (why: string, fix: string, cause?: unknown): Problem =>
    new Problem('PL332', {
      what: `${wanted.name} would not hold what was proven; nothing was written`,
      location: { file: path },
      why,
      fix,
      cause,
    });
  const [file] = await readMigrations([draft], reading).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw refuse(
      `it cannot be read: ${error.why ?? error.message}`,
      'write it to a folder of the project, where its imports are found (--path)',
      error,
    );
  });
  const difference = file && (await differing(file, wanted, reading));
  if (difference) throw refuse(difference, 'please report it with this message: it is a mistake of the renderer');
}

/** What a file holds otherwise than it should, in words; nothing where it holds that and no more. */
async function differing(file: MigrationFile, wanted: Expected, { driver }: Reading): Promise<string | undefined> {
  const migration = await file.load(driver);
  const limits = ({ lock, statement }: MigrationLimits = {}): unknown => [lock ?? null, statement ?? null];
  const facts: [what: string, is: unknown, should: unknown][] = [
    ['its name', file.name, wanted.name],
    ['the name that it says', wanted.className && (migration as { name?: string }).name, wanted.className],
    ['its parent', file.parent, wanted.parent],
    ['whether it runs in a transaction', migration.isTransactional(), wanted.transactional],
    ['its time limits', limits(await file.limits()), limits(wanted.limits)],
  ];
  for (const method of wanted.statements ? (['up', 'down'] as const) : []) {
    const queued = await statementsOf(migration, method);
    const should = wanted.statements?.[method] ?? [];
    facts.push([`the number of statements of ${method}()`, queued.length, should.length]);
    for (const [i, sql] of should.entries())
      facts.push([`statement ${i + 1} of ${method}()`, textOf(queued[i]?.query ?? '', driver.getPlatform()), sql]);
  }
  const wrong = facts.find(([, is, should]) => JSON.stringify(is) !== JSON.stringify(should));
  return wrong && `${wrong[0]} is ${shown(wrong[1])} and should be ${shown(wrong[2])}`;
}

/** Characters of a text that a message quotes. */
const SHOWN = 200;

const shown = (value: unknown): string => quotedText(String(value).slice(0, SHOWN));
