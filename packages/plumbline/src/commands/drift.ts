import type { Options } from '@mikro-orm/core';
import { fatesOf } from '../authoring/index.ts';
import type { Difference } from '../compare/index.ts';
import { checkApplied, type LedgerEntry, type MigrationFile } from '../history/index.ts';
import type { Answer, Catalog, Unsupported } from '../objects/index.ts';
import { runSettings } from '../orm/index.ts';
import { Problem } from '../problem/index.ts';
import { type DifferenceGroup, groupDifferences } from '../report/index.ts';
import { type Compared, compareSources } from './compared.ts';
import { type Project, withProject } from './project.ts';
import { databaseOf } from './states/index.ts';
import { recordedOf } from './states/recorded.ts';

/** What a database holds otherwise than its migrations say. */
export interface Drift {
  /** Which database this is, for people; never with a password. */
  database: string;
  /** PostgreSQL's versions, as `server_version_num`. */
  version: number;
  shadowVersion: number;
  /** The migrations that the database says it has, in the order in which it ran them. */
  applied: string[];
  /** How many of the project's migrations it does not have. */
  waiting: number;
  /** Whether it is what those migrations made; with `strict`, also whether nothing else is there. */
  clean: boolean;
  /** What is there in other words than the migrations made it: theirs first, then those of the database. */
  changed: DifferenceGroup[];
  /** What the migrations made and is not there. */
  missing: DifferenceGroup[];
  /** What is there on objects of ours, or under a name of ours, and no migration made. */
  unknown: DifferenceGroup[];
  /** Objects that nothing in this project says: somebody else's. */
  others: string[];
  /** What no entity mentions, and stays by the answers on file. */
  kept: string[];
  /** What no comparison is about, where the database has it otherwise. */
  unmodelled: { onlyRecorded: Unsupported[]; onlyLive: Unsupported[] };
  /** The migrations that were written to record it, absent where that was not asked for. */
  fix?: string[];
}

/** What counts as drift, and whether a migration is written for it. */
export interface DriftRequest {
  /** Whether objects that are not ours count too. */
  strict?: boolean | undefined;
  /** Whether a migration is written for what is there. */
  fix?: boolean | undefined;
  name?: string | undefined;
  /** Hazards that were agreed to: `data-loss`. */
  allow?: string[] | undefined;
  answers?: readonly Answer[];
}

/**
 * Compares the configured database with what its own ledger says it ran, replayed on a shadow. Writes nothing to it.
 *
 * @throws Problem PL231 or PL232 where the project no longer has what the database ran; PL310, PL320, PL330 or PL520 for
 * what stands in the way of a migration that records the drift
 *
 * @example
 * const { clean, changed } = await drift(options);
 * if (!clean) console.log(changed.map(({ object }) => object));
 */
export const drift = (options: Partial<Options>, request: DriftRequest = {}): Promise<Drift> =>
  withProject(options, project => driftOf(project, request));

async function driftOf(project: Project, { strict = false, fix = false, ...request }: DriftRequest): Promise<Drift> {
  const { files, entries, catalogs, differences, others, unsupported } = await compareWithLedger(project);
  const [recorded, live] = catalogs;
  const waiting = files.length - entries.filter(({ state }) => state === 'applied').length;
  const written = fix && differences.length > 0 ? await record(project, live, waiting, request) : [];
  return {
    database: project.database,
    version: live.version,
    shadowVersion: recorded.version,
    applied: entries.map(({ name }) => name),
    waiting,
    clean: differences.length === 0 && !(strict && others.length > 0),
    changed: only('alter', differences),
    missing: only('remove', differences),
    unknown: only('add', differences),
    others,
    kept: [...fatesOf(recorded, { keep: await project.migrator.kept(), drop: [] }).keep],
    unmodelled: { onlyRecorded: unsupported.onlyFrom, onlyLive: unsupported.onlyTo },
    ...(fix && { fix: written }),
  };
}

const only = (change: Difference['change'], differences: readonly Difference[]): DifferenceGroup[] =>
  groupDifferences(differences.filter(difference => difference.change === change));

/** What the database's own ledger says it ran, and what of it is ours, with what differs. */
export interface WithLedger extends Compared {
  files: MigrationFile[];
  entries: LedgerEntry[];
}

/** Compares the configured database with its ledger: with what it ran, as far as the project still has it. */
export async function compareWithLedger(project: Project): Promise<WithLedger> {
  const [files, entries] = await Promise.all([project.files(), project.ledger(), project.shadow()]);
  await checkApplied(files, entries, runSettings(project.settings).allowed);
  const compared = await compareSources(project, [recordedOf(files, entries), databaseOf(project, undefined)]);
  return { files, entries, ...compared };
}

/** Writes the migration that makes elsewhere what somebody made here. */
async function record(
  project: Project,
  target: Catalog,
  waiting: number,
  { name = 'drift', answers = [], allow }: DriftRequest,
): Promise<string[]> {
  if (waiting > 0)
    throw new Problem('PL520', {
      what: 'the drift cannot be recorded while migrations wait; nothing was written',
      subject: project.database,
      why: `a migration comes after all others, and ${waiting} of them ${waiting === 1 ? 'is' : 'are'} not applied here`,
      fix: 'npx mikro-orm migration:up, then record what still differs',
    });
  const { fileName } = await project.migrator.createProven({
    name,
    target,
    evidence: 'target',
    answers,
    allow,
    progress: project.settings.say,
  });
  return fileName.split(', ').filter(Boolean);
}
