import type { Options } from '@mikro-orm/core';
import { replay, replayOne } from '../authoring/index.ts';
import { compareCatalogs } from '../compare/index.ts';
import {
  currentRevision,
  headerOf,
  historyState,
  locationOf,
  type Method,
  type MigrationFile,
  type MigrationState,
  offlineStatements,
  parentOf,
  resolveRevision,
} from '../history/index.ts';
import { type Location, Problem } from '../problem/index.ts';
import { type DifferenceGroup, groupDifferences } from '../report/index.ts';
import { type Project, withProject } from './project.ts';

/** A statement as it is sent, and where the file has it. */
export interface ShownStatement {
  sql: string;
  /** Where the file has it. */
  location: Location | null;
}

/** One migration: what it says of itself, and its statements. */
export interface Shown extends MigrationState {
  /** `null` where the configuration lists classes. */
  file: Location | null;
  parent: string | null;
  /** What its file says about itself, line by line. */
  header: string[];
  /** Whether each way is one transaction. */
  transactional: boolean;
  /** What it changes in the schema, as the shadow shows it; absent where it was not asked for. */
  changes?: DifferenceGroup[];
  up: ShownStatement[];
  down: ShownStatement[];
}

/** Which migration is shown, and what is asked for that. */
export interface ShowRequest {
  /** A name, a timestamp, or a point: `head`, `current`, `head-1`. */
  name: string;
  /** Whether the migrations are replayed, to see what this one changes. */
  changes?: boolean | undefined;
  /** Asks no database. */
  offline?: boolean | undefined;
}

/**
 * One migration: what its file says, its statements both ways, what it changes, and what the database knows of its run.
 * Writes nothing.
 *
 * @throws Problem PL240 for a name that no migration has, PL550 for one whose statements depend on a database
 *
 * @example
 * const { up, down } = await show(options, { name: 'head', offline: true });
 */
export const show = (options: Partial<Options>, request: ShowRequest): Promise<Shown> =>
  withProject(options, async project => {
    const files = await project.files();
    const entries = request.offline ? [] : await project.ledger();
    const current = request.offline ? undefined : currentRevision(files, entries);
    const at = resolveRevision(request.name, { files, current }) - 1;
    const file = files[at];
    if (!file)
      throw new Problem('PL240', {
        what: `${request.name} is the empty database, and no migration`,
        fix: files.length > 0 ? `the first one is ${files[0]?.name}` : 'the project has no migrations yet',
      });
    const state = (await historyState([file], entries)).find(({ name }) => name === file.name) as MigrationState;
    const { driver } = project.orm;
    const statements = async (method: Method): Promise<ShownStatement[]> =>
      (await offlineStatements(driver, file, method)).map(statement => ({
        sql: statement.sql,
        location: locationOf(statement) ?? null,
      }));
    return {
      ...state,
      file: file.path === undefined ? null : { file: file.path },
      parent: parentOf(files, at),
      header: await headerOf(file),
      transactional: (await file.load(driver)).isTransactional(),
      ...(request.changes && { changes: await changesOf(project, files.slice(0, at), file) }),
      up: await statements('up'),
      down: await statements('down'),
    };
  });

async function changesOf(project: Project, before: MigrationFile[], file: MigrationFile): Promise<DifferenceGroup[]> {
  const shadow = await project.shadow();
  await replay(shadow, before);
  const from = await shadow.read();
  await replayOne(shadow, file, 'up');
  return groupDifferences(compareCatalogs(from, await shadow.read()));
}
