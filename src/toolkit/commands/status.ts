import type { Options } from '@mikro-orm/core';
import { checkHistory, type Entry, type MigrationFile } from '../migrator/index.ts';
import { Problem, type ProblemCode } from '../problem/index.ts';
import { headsOf, type MigrationState, statesOf } from './chain.ts';
import { type Project, withProject } from './project.ts';

/** Something that keeps a database's history from being the project's. */
export interface Finding {
  code: ProblemCode;
  exitCode: number;
  what: string;
  where: string | null;
  why: string | null;
  fix: string | null;
}

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
  findings: Finding[];
}

/** Where a database is, and whether its history is the project's. Writes nothing. */
export const status = (options: Partial<Options>): Promise<Status> =>
  withProject(options, async project => {
    const files = await project.files();
    const entries = await project.ledger();
    const states = statesOf(files, entries);
    const findings = findingsOf(files, entries);
    return {
      database: project.database,
      version: await versionOf(project),
      current: states.filter(({ appliedAt }) => appliedAt).at(-1) ?? null,
      applied: states.filter(({ appliedAt }) => appliedAt).length,
      waiting: states.filter(({ state }) => state === 'waiting').map(({ name }) => name),
      heads: headsOf(files).map(({ name }) => name),
      clean: findings.length === 0,
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

function findingsOf(files: readonly MigrationFile[], entries: readonly Entry[]): Finding[] {
  const half = entries.filter(({ state }) => state !== 'applied').map(halfDone);
  try {
    checkHistory(files, entries, new Set());
    return half.map(asFinding);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error, ...half].map(asFinding);
  }
}

const halfDone = ({ name, state, done }: Entry): Problem => {
  const method = state === 'running' ? 'up' : 'down';
  return new Problem('PL235', {
    what: `${name} is half ${method === 'up' ? 'applied' : 'taken back'}`,
    why: `its run broke off after ${done} of its statements, or is still at it`,
    fix: `npx mikro-orm migration:${method}, which goes on from there`,
  });
};

const asFinding = ({ code, exitCode, message, where, why, fix }: Problem): Finding => ({
  code,
  exitCode,
  what: message,
  where: where ?? null,
  why: why ?? null,
  fix: fix ?? null,
});
