import { codeProblem, locationOf, type MigrationFile, statementsOf } from '../history/index.ts';
import { type Location, Problem } from '../problem/index.ts';
import { OTHER_SHADOW } from '../settings.ts';
import { type Shadow, StatementFailure } from '../shadow/index.ts';
import { masked, withoutSecrets } from '../sql/index.ts';
import { startReplay } from './baseline.ts';

/** What it takes to run a migration on a shadow, and perhaps to tell whether it was generated. */
export type Recorded = Pick<MigrationFile, 'name' | 'path' | 'load'> &
  Partial<Pick<MigrationFile, 'proven' | 'digest'>>;

/**
 * Puts the shadow into the state that migrations lead to, from the first to the last, or from the baseline.
 *
 * @throws Problem PL331 for a statement that PostgreSQL refuses on the shadow, PL333 where they end before the baseline
 */
export async function replay(shadow: Shadow, migrations: readonly Recorded[]): Promise<void> {
  for (const migration of (await startReplay(shadow, migrations)).left) await replayOne(shadow, migration, 'up');
}

/** Part of a migration, or something to do around each of its statements. */
export interface ReplayOptions {
  /** Which of its statements are run: of one that broke off, those that are done, or those that are left. */
  from?: number;
  to?: number;
  around?: (run: () => Promise<void>, sql: string) => Promise<void>;
}

/** A migration that ran on the shadow. */
export interface Replayed {
  transactional: boolean;
  statements: { sql: string; location: Location | undefined }[];
}

/**
 * Runs one migration on the shadow. What it asks of its driver, the shadow answers.
 *
 * @throws Problem PL331 for a statement that PostgreSQL refuses there, PL201 for an error in the migration's code
 */
export async function replayOne(
  shadow: Shadow,
  recorded: Recorded,
  method: 'up' | 'down',
  { from = 0, to, around }: ReplayOptions = {},
): Promise<Replayed> {
  const driver = { execute: (sql: string) => shadow.query(String(sql)) };
  const migration = await recorded.load(driver);
  const queued = await statementsOf(migration, method).catch((error: unknown) => {
    throw error instanceof Problem ? error : codeProblem(error, method, recorded);
  });
  const statements = queued.slice(from, to);
  try {
    await shadow.apply(
      statements.map(({ query }) => String(query)),
      {
        alone: !migration.isTransactional(),
        ...(around && { around: (run, i: number) => around(run, String(statements[i]?.query)) }),
      },
    );
    await shadow.putBack();
  } catch (error) {
    if (!(error instanceof StatementFailure)) throw error;
    const failed = statements.find(({ query }) => String(query) === error.statement);
    const common = {
      location: failed && locationOf(failed),
      why: `${withoutSecrets(error.message, error.statement)}\nin: ${masked(error.statement).trim().split('\n')[0]}`,
      cause: error,
    };
    if (error.lacksExtension)
      throw new Problem('PL341', {
        what: `the shadow does not have an extension that ${recorded.name} makes`,
        fix: OTHER_SHADOW,
        ...common,
      });
    throw new Problem('PL331', {
      what: `${recorded.name} does not run on the shadow`,
      fix: 'correct the migration if it was never applied; what it takes for granted (roles, functions) belongs into the shadow’s prelude',
      ...common,
    });
  }
  return {
    transactional: migration.isTransactional(),
    statements: statements.map(statement => ({ sql: String(statement.query), location: locationOf(statement) })),
  };
}
