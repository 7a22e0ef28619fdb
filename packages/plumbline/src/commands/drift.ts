import type { Options } from '@mikro-orm/core';
import { fatesOf, skippedBy } from '../authoring/index.ts';
import { compareCatalogs, type Difference, leaving } from '../compare/index.ts';
import { checkApplied, type LedgerEntry } from '../history/index.ts';
import { type Answer, type Catalog, type Unsupported, unsupportedOnlyIn } from '../objects/index.ts';
import { runSettings } from '../orm/index.ts';
import { Problem } from '../problem/index.ts';
import { type DifferenceGroup, groupDifferences } from '../report/index.ts';
import { ownedPart } from './ownership.ts';
import { type Project, withProject } from './project.ts';
import { onShadow } from './states/built.ts';
import { databaseOf, migrationsOf, type State } from './states/index.ts';
import { replayLedger } from './states/recorded.ts';
import { inWordingOf } from './wording.ts';

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
 */
export const drift = (options: Partial<Options>, request: DriftRequest = {}): Promise<Drift> =>
  withProject(options, project => driftOf(project, request));

async function driftOf(project: Project, { strict = false, fix = false, ...request }: DriftRequest): Promise<Drift> {
  const { files, entries, recorded, live, others } = await readDrift(project);
  const differences = compareCatalogs(recorded.catalog, live.catalog);
  const waiting = files.length - entries.filter(({ state }) => state === 'applied').length;
  const written = fix && differences.length > 0 ? await record(project, live.catalog, waiting, request) : [];
  return {
    database: project.database,
    version: live.version,
    shadowVersion: recorded.catalog.version,
    applied: entries.map(({ name }) => name),
    waiting,
    clean: differences.length === 0 && !(strict && others.length > 0),
    changed: only('alter', differences),
    missing: only('remove', differences),
    unknown: only('add', differences),
    others,
    kept: [...fatesOf(recorded.catalog, { keep: await project.migrator.kept(), drop: [] }).keep],
    unmodelled: {
      onlyRecorded: unsupportedOnlyIn(recorded.unsupported, live.unsupported),
      onlyLive: unsupportedOnlyIn(live.unsupported, recorded.unsupported),
    },
    ...(fix && { fix: written }),
  };
}

const only = (change: Difference['change'], differences: readonly Difference[]): DifferenceGroup[] =>
  groupDifferences(differences.filter(difference => difference.change === change));

interface Sides {
  files: Awaited<ReturnType<Project['files']>>;
  entries: LedgerEntry[];
  /** What the migrations made. */
  recorded: State;
  /** What of the database is ours, in the words of the shadow's PostgreSQL. */
  live: { catalog: Catalog; unsupported: State['unsupported']; version: number };
  others: string[];
}

/** Reads both sides, and what is ours: what the applied migrations or the last one know. */
export async function readDrift(project: Project): Promise<Sides> {
  const [shadow, files, entries, database] = await Promise.all([
    project.shadow(),
    project.files(),
    project.ledger(),
    databaseOf(project, undefined).read(() => project.shadow()),
  ]);
  await checkApplied(files, entries, runSettings().allowed);
  const head = migrationsOf(files, files.length);
  const isHead = entries.length === files.length && entries.every(({ state }) => state === 'applied');
  const known = isHead ? [] : [(await head.read(async () => shadow)).catalog];
  await replayLedger(shadow, files, entries);
  const recorded = await onShadow(shadow, { kind: 'migrations', title: 'its migrations' });
  const isSkipped = skippedBy(project.orm.config);
  const own = ownedPart(leaving(recorded.catalog, database.catalog, isSkipped), [recorded.catalog, ...known]);
  const catalog = await inWordingOf(recorded.catalog, own.catalog, async () => shadow);
  return {
    files,
    entries,
    recorded,
    live: { catalog, unsupported: database.unsupported, version: database.catalog.version },
    others: own.others.map(({ id }) => id),
  };
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
