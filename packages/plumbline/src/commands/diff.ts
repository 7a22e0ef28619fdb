import type { Options } from '@mikro-orm/core';
import { skippedBy } from '../authoring/index.ts';
import { compareCatalogs, leaving } from '../compare/index.ts';
import { type Catalog, objectsOf, type Unsupported, unsupportedOnlyIn } from '../objects/index.ts';
import { type DifferenceGroup, groupDifferences } from '../report/index.ts';
import type { LeftOut } from '../shadow/index.ts';
import { withKept } from './keeping.ts';
import { ownedPart } from './ownership.ts';
import { type PlanRequest, type PlanScript, planScript } from './plan-script.ts';
import { type Project, withProject } from './project.ts';
import { migrationsOf, type Source, type State, type StateKind, sourceOf } from './states/index.ts';
import { inWordingOf } from './wording.ts';

export interface Side {
  kind: StateKind;
  /** For people; never with a password. */
  title: string;
  /** PostgreSQL's version where it was read, as `server_version_num`. */
  version: number;
  tables: number;
  /** What its source holds that it was read without. */
  leftOut: LeftOut[];
}

export interface Diff {
  from: Side;
  to: Side;
  same: boolean;
  groups: DifferenceGroup[];
  /** What others keep in the same database; left alone. */
  others: string[];
  /** What no difference is about, because the toolkit does not model it. */
  unmodelled: { same: Unsupported[]; onlyFrom: Unsupported[]; onlyTo: Unsupported[] };
  /** The way from the first to the second; absent where it was not asked for. */
  plan?: PlanScript;
}

export interface DiffRequest extends Partial<PlanRequest> {
  /** Two states: `entities`, `migrations@NAME`, `db:DSN`, `file:schema.sql`, `git:REVISION`. */
  from: string;
  to: string;
  /** Whether the way from one to the other is planned. */
  sql?: boolean;
}

/**
 * Compares any two states. Nothing is changed.
 *
 * @throws Problem PL310 for a plan that needs an answer, and what reading a state throws
 */
export const diff = (options: Partial<Options>, request: DiffRequest): Promise<Diff> =>
  withProject(options, project => diffOf(project, request));

export async function diffOf(project: Project, { from, to, sql = false, ...request }: DiffRequest): Promise<Diff> {
  const { sources, states, ...sides } = await readSides(project, { from, to });
  const [before, after] = states;
  const isOfEntities = after.kind === 'entities';
  const [left, right] = await bothWithKept(project, states);
  const differences = compareCatalogs(left, right);
  return {
    from: sides.from,
    to: sides.to,
    same: differences.length === 0,
    groups: groupDifferences(differences),
    others: sides.others,
    unmodelled: {
      same: before.unsupported.filter(one => !unsupportedOnlyIn([one], after.unsupported).length),
      onlyFrom: unsupportedOnlyIn(before.unsupported, after.unsupported),
      onlyTo: unsupportedOnlyIn(after.unsupported, before.unsupported),
    },
    ...(sql && {
      plan: await planScript(
        project,
        isOfEntities
          ? { source: sources[0], state: before, to: after.catalog, isOfEntities }
          : { source: sources[0], state: before, to: right, isOfEntities },
        request,
      ),
    }),
  };
}

/** What stays by answers on file, and what MikroORM's options leave to others, is no difference of the project's. */
async function bothWithKept(project: Project, [before, after]: [State, State]): Promise<[Catalog, Catalog]> {
  const [from, to] = [before.catalog, after.catalog];
  if (after.kind === 'entities') return [from, await withKept(project, from, to)];
  if (before.kind === 'entities') return [await withKept(project, to, from), to];
  const isOurs = [before, after].some(({ kind }) => kind === 'migrations' || kind === 'git');
  return isOurs ? [from, leaving(from, to, skippedBy(project.orm.config))] : [from, to];
}

interface Sides {
  from: Side;
  to: Side;
  sources: [Source, Source];
  /** What of the states is compared. */
  states: [State, State];
  others: string[];
}

/** Reads two states that are to be compared. */
export async function readSides(project: Project, { from, to }: { from: string; to: string }): Promise<Sides> {
  const sources: [Source, Source] = [await sourceOf(project, from), await sourceOf(project, to)];
  const own = await withoutOthers(project, await readBoth(project, sources));
  const [before, after] = own.states;
  return { from: sideOf(before), to: sideOf(after), sources, ...own };
}

/** Reads both states, the first one last: the shadow holds it then. */
async function readBoth(project: Project, [first, second]: [Source, Source]): Promise<[State, State]> {
  const shadow = () => project.shadow();
  const to = await second.read(shadow);
  const from = await first.read(shadow);
  if (to.kind === 'db') return [from, { ...to, catalog: await inWordingOf(from.catalog, to.catalog, shadow) }];
  if (from.kind === 'db') return [{ ...from, catalog: await inWordingOf(to.catalog, from.catalog, shadow) }, to];
  return [from, to];
}

/** A database is compared with what the project says: what others keep in it is named, and left alone. */
async function withoutOthers(
  project: Project,
  [from, to]: [State, State],
): Promise<{ states: [State, State]; others: string[] }> {
  const live = [from, to].filter(({ kind }) => kind === 'db');
  const said = [from, to].find(({ kind }) => kind === 'entities' || kind === 'migrations' || kind === 'git');
  if (live.length !== 1 || !said) return { states: [from, to], others: [] };
  const files = await project.files();
  const head =
    said.title === 'the migrations'
      ? []
      : [(await migrationsOf(files, files.length).read(() => project.shadow())).catalog];
  const others: string[] = [];
  const own = (state: State): State => {
    if (state.kind !== 'db') return state;
    const { catalog, others: found } = ownedPart(state.catalog, [said.catalog, ...head]);
    others.push(...found.map(({ id }) => id));
    return { ...state, catalog };
  };
  return { states: [own(from), own(to)], others };
}

export const sideOf = ({ kind, title, catalog, leftOut }: State): Side => ({
  kind,
  title,
  version: catalog.version,
  tables: objectsOf(catalog, 'table').length,
  leftOut,
});
