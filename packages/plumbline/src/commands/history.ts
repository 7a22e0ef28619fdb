import type { Options } from '@mikro-orm/core';
import {
  currentRevision,
  headerOf,
  headsOf,
  historyState,
  type MigrationFile,
  type MigrationState,
  offlineStatements,
  parentOf,
  resolveRange,
} from '../history/index.ts';
import { Problem } from '../problem/index.ts';
import { type StatementSummary, summarizeStatements } from '../sql/index.ts';
import { type Project, withProject } from './project.ts';

export interface HistoryEntry extends MigrationState {
  /** The migration that it was made on top of; `null` for the first, and where the project does not have it. */
  parent: string | null;
  /** The first line that its file says about itself. */
  title: string | null;
  /** What its statements do; `null` where that is not known without running it. */
  changes: (StatementSummary & { times: number })[] | null;
  isCurrent: boolean;
  isHead: boolean;
}

/** The migrations of the project, with what each changes and what the database knows of it. */
export interface History {
  /** Which database was asked, for people; `null` where none was. */
  database: string | null;
  /** In the order in which they run. */
  migrations: HistoryEntry[];
}

/** Which part of the history is told, and whether a database is asked. */
export interface HistoryRequest {
  /** A stretch of the history, `FROM:TO`; all of it when absent. */
  range?: string | undefined;
  /** Asks no database. */
  offline?: boolean | undefined;
}

/**
 * The migrations in their order, with what each changes, and what the database knows of its run. Writes nothing.
 *
 * @throws Problem PL240 and PL001 for a stretch that is not there
 *
 * @example
 * const { migrations } = await history(options, { offline: true });
 */
export const history = (options: Partial<Options>, request: HistoryRequest = {}): Promise<History> =>
  withProject(options, project => historyOf(project, request));

async function historyOf(project: Project, { range, offline = false }: HistoryRequest): Promise<History> {
  const files = await project.files();
  const entries = offline ? [] : await project.ledger();
  const current = offline ? undefined : currentRevision(files, entries);
  const ends = resolveRange(range, { files, current });
  const [from, to] = [Math.min(ends.from, ends.to), Math.max(ends.from, ends.to)];
  const states = await historyState(files, entries);
  // one that the project does not have stands where its name puts it
  const place = (at: number): number => states.findIndex(({ name }) => name === files[at - 1]?.name) + 1;
  const shown = states.slice(from === 0 ? 0 : place(from), to === files.length ? undefined : place(to));
  const ran = states.filter(({ appliedAt }) => appliedAt).at(-1)?.name;
  const heads = headsOf(files).map(({ name }) => name);
  return {
    database: offline ? null : project.database,
    migrations: await Promise.all(
      shown.map(async state => {
        const at = files.findIndex(({ name }) => name === state.name);
        const file = files[at];
        return {
          ...state,
          parent: file ? parentOf(files, at) : null,
          title: file ? await titleOf(file) : null,
          changes: file ? await changesOf(project, file) : null,
          isCurrent: state.name === ran,
          isHead: heads.includes(state.name),
        };
      }),
    ),
  };
}

/** A title that only repeats the name says nothing. */
async function titleOf(file: MigrationFile): Promise<string | null> {
  const [first = ''] = await headerOf(file);
  return first === '' || file.name.endsWith(first) ? null : first;
}

async function changesOf(project: Project, file: MigrationFile): Promise<HistoryEntry['changes']> {
  try {
    const statements = await offlineStatements(project.orm.driver, file, 'up');
    return await summarizeStatements(statements.map(({ sql }) => sql));
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
