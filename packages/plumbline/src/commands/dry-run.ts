import { replayOne } from '../authoring/index.ts';
import type { Rename } from '../compare/index.ts';
import type { LedgerEntry, MigrationFile } from '../history/index.ts';
import { type Catalog, type Hazard, KINDS, objectsOf, REGISTRY } from '../objects/index.ts';
import type { RunSettings } from '../orm/index.ts';
import type { Location } from '../problem/index.ts';
import { type Measure, measured, type Relations, relationsOf } from '../proof/index.ts';
import { analyzeStatement, type LedgerTables, timeLimit } from '../runner/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { masked } from '../sql/index.ts';
import { sameIn } from './same-object.ts';
import { type Touch, touchesOf } from './touches.ts';

/** A migration as it would run. */
export interface DryRunMigration {
  name: string;
  /** Its file; `null` where the configuration lists classes. */
  file: Location | null;
  /** One transaction, or statement by statement. */
  transactional: boolean;
  /** How many of its statements an earlier run has done already. */
  resumesAt: number;
  steps: DryRunStep[];
}

export interface DryRunStep {
  sql: string;
  /** `file:line:column` of the call that says it. */
  location: Location | null;
  /** `alone`: outside a transaction. */
  phase: 'transaction' | 'alone';
  /** How long it waits for a lock before it gives way and tries again, in milliseconds; 0 is without end. */
  lockTimeoutMs: number;
  /** How long it may run, in milliseconds; 0 is without end. */
  statementTimeoutMs: number;
  /** Whether it is of a kind that may keep others from reading or writing. */
  blocks: boolean;
  /** The strongest new lock on each relation that others can use; `null` where it cannot be measured. */
  locks: { relation: string; mode: string }[] | null;
  /** Tables and indexes that are written anew. */
  rewrites: string[];
}

/** A hazard of what would run. */
export interface DryRunHazard extends Hazard {
  object: string;
  /** `file:line:column` of the first statement that holds its table; `null` where none does. */
  location: Location | null;
}

/** What is known before a dry run. */
interface Stage {
  /** The schema before the run. */
  before: Catalog;
  entries: readonly LedgerEntry[];
  limits: RunSettings['limits'];
  /** Whether limits are set at all: nobody else is in an embedded database. */
  isShared: boolean;
  tables: LedgerTables;
}

/** Runs migrations on the shadow, which is as the database is, and measures each statement. */
export async function dryRun(shadow: Shadow, files: readonly MigrationFile[], stage: Stage): Promise<DryRun> {
  const run: DryRun = { migrations: [], touches: [] };
  for (const file of files) run.migrations.push(await dryRunOne(shadow, file, stage, run.touches));
  return run;
}

/** What would run, and what it does to rows that are there before. */
export interface DryRun {
  migrations: DryRunMigration[];
  touches: Touch[];
}

async function dryRunOne(
  shadow: Shadow,
  file: MigrationFile,
  { before, entries, limits, isShared, tables }: Stage,
  touches: Touch[],
): Promise<DryRunMigration> {
  const old = await relationsOf(shadow);
  const resumesAt = entries.find(({ name, state }) => name === file.name && state === 'running')?.applied ?? 0;
  const measures: { locks: Measure['locks'] | null; rewrites: string[] }[] = [];
  const isAlone = !(await file.load({})).isTransactional();
  const found: Omit<Touch, 'location'>[][] = [];
  const around = async (run: () => Promise<void>, sql: string): Promise<void> => {
    found.push(await touchesOf(shadow, sql, before, file.name));
    const held = isAlone ? await tried(shadow, run, old) : undefined;
    const { locks, rewrites } = await measured(shadow, run, old);
    measures.push({ locks: (isAlone ? held : locks) ?? null, rewrites });
  };
  const { statements } = await replayOne(shadow, file, 'up', { from: resumesAt, around });
  const own = await file.limits();
  for (const [i, ofOne] of found.entries()) {
    for (const touch of ofOne) touches.push({ ...touch, location: statements[i]?.location ?? null });
  }
  let blocks = false;
  const steps: DryRunStep[] = [];
  for (const [i, { sql, location }] of statements.entries()) {
    const analysis = await analyzeStatement(sql, tables);
    const limit = timeLimit(analysis, limits, { own, blocks });
    blocks ||= analysis.blocks && !isAlone;
    steps.push({
      sql: masked(sql),
      location: location ?? null,
      phase: isAlone ? 'alone' : 'transaction',
      lockTimeoutMs: isShared ? limit.lock : 0,
      statementTimeoutMs: isShared ? limit.statement : 0,
      blocks: analysis.blocks,
      ...(measures[i] ?? { locks: null, rewrites: [] }),
    });
  }
  return {
    name: file.name,
    file: file.path === undefined ? null : { file: file.path },
    transactional: !isAlone,
    resumesAt,
    steps,
  };
}

/** What a statement would hold in a transaction; nothing of one that PostgreSQL does not take there. */
async function tried(shadow: Shadow, run: () => Promise<void>, old: Relations): Promise<Measure['locks'] | undefined> {
  try {
    return (await shadow.attempt(() => measured(shadow, run, old))).locks;
  } catch {
    return undefined;
  }
}

/** What goes by another name afterwards: the same object, which PostgreSQL keeps at the same place. */
export function renamesBetween(before: Catalog, after: Catalog): Rename[] {
  const same = sameIn(after, before);
  return KINDS.filter(kind => REGISTRY[kind].rename).flatMap(kind =>
    objectsOf(before, kind).flatMap(({ id, name, schema, qualifiedName }) => {
      const renamed = same(id);
      // a part of a table that was renamed has the same name as before
      if (!renamed || (renamed.name === name && renamed.schema === schema)) return [];
      return [{ kind, from: qualifiedName, to: renamed.parent ? renamed.quotedName : renamed.qualifiedName }];
    }),
  );
}
