import type { Options } from '@mikro-orm/core';
import {
  allowancesOf,
  checkHistory,
  headsOf,
  historyState,
  type LedgerEntry,
  type MigrationFile,
  type MigrationState,
} from '../history/index.ts';
import { type Location, Problem, type ProblemCode } from '../problem/index.ts';
import { groupDifferences } from '../report/index.ts';
import { compareWithLedger } from './drift.ts';
import { type Project, withProject } from './project.ts';

/** Something that keeps a database's history from being the project's. */
export interface StatusFinding {
  code: ProblemCode;
  exitCode: number;
  what: string;
  /** The place in a file that causes it, or what it is about. */
  where: Location | string | null;
  why: string | null;
  fix: string | null;
}

/** Where a database stands among the migrations, and what is wrong with it. */
export interface Status {
  /** Which database this is, for people; never with a password. */
  database: string;
  /** PostgreSQL's version, `17.6`; `null` where there is no database yet. */
  version: string | null;
  /** The newest migration that the database ran. */
  current: MigrationState | null;
  /** How many it ran. */
  applied: number;
  /** Names of those that wait. */
  waiting: string[];
  heads: string[];
  /** Whether nothing stands in the way of the next run. */
  clean: boolean;
  /** Whether its objects were compared with what its migrations make. */
  compared: boolean;
  findings: StatusFinding[];
}

/** What is compared beside the lists. */
export interface StatusRequest {
  /** Whether its objects are compared with what its migrations make. */
  drift?: boolean | undefined;
}

/**
 * Where a database is, and whether its history is the project's. Writes nothing.
 *
 * @example
 * const { clean, findings } = await status(options, { drift: true });
 */
export const status = (options: Partial<Options>, { drift = false }: StatusRequest = {}): Promise<Status> =>
  withProject(options, async project => {
    const { files, entries } = await project.history();
    const states = await historyState(files, entries);
    const findings = await findingsOf(files, entries, allowancesOf(project.settings));
    // what a history makes that is not the project's, nobody here can say
    const compared = drift && findings.length === 0 && (await project.isThere());
    if (compared) findings.push(...(await driftOf(project)));
    return {
      database: project.database,
      version: await versionOf(project),
      current: states.filter(({ appliedAt }) => appliedAt).at(-1) ?? null,
      applied: states.filter(({ appliedAt }) => appliedAt).length,
      waiting: states.filter(({ state }) => state === 'waiting').map(({ name }) => name),
      heads: headsOf(files).map(({ name }) => name),
      clean: findings.length === 0,
      compared,
      findings,
    };
  });

async function versionOf(project: Project): Promise<string | null> {
  if (!(await project.isThere())) return null;
  const [row] = await project.reading(session =>
    session.query<{ version: string }>(`select current_setting('server_version') as version`),
  );
  return row?.version ?? null;
}

async function findingsOf(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
  allowed: ReadonlySet<string>,
): Promise<StatusFinding[]> {
  const half = entries.filter(({ state }) => state !== 'applied').map(halfDone);
  try {
    await checkHistory(files, entries, allowed);
    return half.map(asFinding);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error, ...half].map(asFinding);
  }
}

/** Objects that one line names. */
const SHOWN = 4;

async function driftOf(project: Project): Promise<StatusFinding[]> {
  const { differences } = await compareWithLedger(project);
  const groups = groupDifferences(differences).map(({ object }) => object);
  if (groups.length === 0) return [];
  const more = groups.length > SHOWN ? `, … ${groups.length - SHOWN} more` : '';
  const drifted = new Problem('PL500', {
    what: 'the database is not what its migrations made',
    why: `${groups.slice(0, SHOWN).join(', ')}${more}`,
    fix: 'npx plumb drift',
  });
  return [asFinding(drifted)];
}

const halfDone = ({ name, state, applied }: LedgerEntry): Problem => {
  const method = state === 'running' ? 'up' : 'down';
  return new Problem('PL235', {
    what: `${name} is half ${method === 'up' ? 'applied' : 'taken back'}`,
    why: `its run broke off after ${applied} of its statements, or is still at it`,
    fix: `npx mikro-orm migration:${method}, which goes on from there`,
  });
};

const asFinding = ({ code, exitCode, message, location, subject, why, fix }: Problem): StatusFinding => ({
  code,
  exitCode,
  what: message,
  where: location ?? subject ?? null,
  why: why ?? null,
  fix: fix ?? null,
});
