import type { Options } from '@mikro-orm/core';
import { checkHistory, checkUnfinished, type Selection, toApply } from '../history/index.ts';
import { type Catalog, objectsOf } from '../objects/index.ts';
import { runSettings } from '../orm/index.ts';
import { copyCatalog, hazardsBetween } from '../planner/index.ts';
import type { Location } from '../problem/index.ts';
import { strongest } from '../proof/index.ts';
import { type Shadow, StatementFailure } from '../shadow/index.ts';
import { compareWithLedger } from './drift.ts';
import { type DryRunHazard, type DryRunMigration, type DryRunStep, dryRun, renamesBetween } from './dry-run.ts';
import { type Project, withProject } from './project.ts';
import { sameIn } from './same-object.ts';
import { sizesOf, type TableSize } from './sizes.ts';
import { replayLedger } from './states/recorded.ts';
import { tooNewIn } from './too-new.ts';
import { conversionsIn, lossesIn } from './touches.ts';

export type { DryRunHazard, DryRunMigration, DryRunStep } from './dry-run.ts';

/** A table that is there and that the run would hold or write anew. */
export interface AffectedTable extends TableSize {
  /** The strongest lock on it, as in `pg_locks`; `null` where none can be measured. */
  lock: string | null;
  rewritten: boolean;
}

/** What a run would do to a database, statement by statement, with the locks that it takes. */
export interface RunPlan {
  /** Which database this is, for people; never with a password. */
  database: string;
  /** PostgreSQL's versions, as `server_version_num`. */
  version: number;
  shadowVersion: number;
  /** Whether the shadow was a copy of the database, or what its migrations made. */
  measuredOn: 'database' | 'migrations';
  /** Objects of ours that are not what the migrations made. */
  drift: string[];
  /** What would run, in its order. */
  migrations: DryRunMigration[];
  /** What the rows that are there mean for it, and it for them: by the shapes before and after, and by its statements. */
  hazards: DryRunHazard[];
  tables: AffectedTable[];
  limits: {
    /** How long the run tries for a lock altogether, in milliseconds. */
    patienceMs: number;
  };
}

/** What of the waiting migrations is meant, as `migration:up` takes it. */
export type PlanSelection = { [Key in keyof Selection]?: Selection[Key] | undefined };

/**
 * What `migration:up` would do to the configured database now. The statements run on a shadow that is as the database
 * is; the database itself is only asked, in transactions that can write nothing.
 *
 * @throws Problem what `migration:up` would throw before it runs anything, and PL331 for a statement that PostgreSQL
 * refuses on the shadow
 *
 * @example
 * const { hazards } = await plan(options, { to: 'head' });
 * if (hazards.some(({ kind }) => kind === 'data-loss')) process.exitCode = 1;
 */
export const plan = (options: Partial<Options>, selection: PlanSelection = {}): Promise<RunPlan> =>
  withProject(options, project => planOf(project, selection));

async function planOf(project: Project, selection: PlanSelection): Promise<RunPlan> {
  const { limits, allowed } = runSettings(project.settings);
  const { files, entries, catalogs, differences } = await compareWithLedger(project);
  const [recorded, live] = catalogs;
  await checkHistory(files, entries, allowed);
  const chosen = toApply(files, entries, selection);
  checkUnfinished(chosen, entries, 'up');
  const shadow = await project.shadow();
  const drift = differences.map(({ object }) => object.id);
  const known = {
    database: project.database,
    version: live.version,
    shadowVersion: recorded.version,
    drift,
    limits: { patienceMs: limits.patience },
  };
  if (chosen.length === 0) return { ...known, measuredOn: 'migrations', migrations: [], hazards: [], tables: [] };
  const recordedState = (): Promise<void> => replayLedger(shadow, files, entries);
  const measuredOn = await setUp(shadow, drift.length > 0 ? live : undefined, recordedState);
  const before = await shadow.read();
  const isShared = project.orm.driver.embeddedFolder === undefined;
  const { migrations, touches } = await dryRun(shadow, chosen, {
    before,
    entries,
    limits,
    isShared,
    tables: project.ledgerTables,
  });
  const after = await shadow.read();
  const nameOf = namesBefore(before, after);
  const affected = affectedBy(migrations, relationNames(before, after));
  await setUp(shadow, measuredOn === 'database' ? live : undefined, recordedState);
  const renames = renamesBetween(before, after);
  const conversions = conversionsIn(touches, after);
  const [hazards, lost, sizes] = await project.reading(async session => [
    await hazardsBetween(shadow, after, { renames, conversions, live: session }),
    await lossesIn(touches, { before, after, live: session }),
    await sizesOf(session, [...affected.keys()]),
  ]);
  // a statement knows more of what it does than the shapes
  const lostIds = new Set(lost.map(({ id, object }) => `${id} ${object}`));
  const ofShapes = hazards.filter(({ object, hazard }) => !lostIds.has(`${hazard.id} ${object}`));
  return {
    ...known,
    measuredOn,
    migrations,
    hazards: [
      ...ofShapes.map(({ object, hazard }) => {
        const table = (after.objects.get(object) ?? before.objects.get(object))?.parent?.id ?? object;
        return { object, ...hazard, location: locationIn(migrations, nameOf(table)) };
      }),
      ...lost,
      ...(await tooNewIn(migrations, live.version)),
    ],
    tables: sizes.map(size => ({ ...size, ...(affected.get(size.table) as Touch) })),
  };
}

/** Puts the shadow where the database is; where that cannot be made there, where its migrations lead to. */
async function setUp(
  shadow: Shadow,
  live: Catalog | undefined,
  recorded: () => Promise<void>,
): Promise<RunPlan['measuredOn']> {
  try {
    if (live && (await copyCatalog(shadow, live)).length === 0) return 'database';
  } catch (error) {
    if (!(error instanceof StatementFailure)) throw error;
  }
  await recorded();
  return 'migrations';
}

type Touch = Pick<AffectedTable, 'lock' | 'rewritten'>;

/** What a table is called before the run, by its id there or afterwards. */
function namesBefore(before: Catalog, after: Catalog): (id: string) => string | undefined {
  const original = sameIn(before, after);
  return id => {
    const table = before.objects.get(id) ?? original(id);
    return table?.kind === 'table' ? table.qualifiedName : undefined;
  };
}

/** The same for a table as PostgreSQL's locks name it, there or afterwards. */
function relationNames(before: Catalog, after: Catalog): (relation: string) => string | undefined {
  const nameOf = namesBefore(before, after);
  const tables = [...objectsOf(after, 'table'), ...objectsOf(before, 'table')];
  const ids = new Map(tables.map(({ qualifiedName, id }) => [qualifiedName, id]));
  return relation => nameOf(ids.get(relation) ?? '');
}

/** Where the first statement stands that holds a table more than a reader does. */
function locationIn(migrations: readonly DryRunMigration[], table: string | undefined): Location | null {
  const holds = ({ locks }: DryRunStep): boolean =>
    (locks ?? []).some(({ relation, mode }) => relation === table && mode !== 'AccessShareLock');
  return migrations.flatMap(({ steps }) => steps).find(holds)?.location ?? null;
}

/** The tables that a run holds or writes anew, by the names that they have before it. */
function affectedBy(
  migrations: readonly DryRunMigration[],
  nameOf: (relation: string) => string | undefined,
): Map<string, Touch> {
  const steps = migrations.flatMap(one => one.steps);
  const locks = strongest(
    steps.flatMap(({ locks }) =>
      (locks ?? []).flatMap(({ relation, mode }) => {
        const table = nameOf(relation);
        return table === undefined || mode === 'AccessShareLock' ? [] : [{ relation: table, mode }];
      }),
    ),
  );
  const rewritten = new Set(steps.flatMap(({ rewrites }) => rewrites.flatMap(relation => nameOf(relation) ?? [])));
  const affected = new Map<string, Touch>();
  for (const { relation, mode } of locks) affected.set(relation, { lock: mode, rewritten: rewritten.has(relation) });
  for (const table of rewritten) if (!affected.has(table)) affected.set(table, { lock: null, rewritten: true });
  return affected;
}
