import { skippedBy } from '../authoring/index.ts';
import { compareCatalogs, type Difference, leaving } from '../compare/index.ts';
import { type Catalog, objectsOf, type Unsupported, unsupportedOnlyIn } from '../objects/index.ts';
import type { LeftOut } from '../shadow/index.ts';
import { withKept } from './keeping.ts';
import { ownedPart } from './ownership.ts';
import type { Project } from './project.ts';
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

/** Two states as they can be compared. */
export interface Sides {
  from: Side;
  to: Side;
  sources: [Source, Source];
  /** What of them is the project's, in the words of one PostgreSQL. */
  states: [State, State];
  /** What others keep in the same database; left alone. */
  others: string[];
}

/** Two states, and what differs. */
export interface Compared extends Sides {
  /** What was compared: with what stays, whatever the second state says. */
  catalogs: [Catalog, Catalog];
  differences: Difference[];
  /** What no difference is about, because the toolkit does not model it. */
  unsupported: { same: Unsupported[]; onlyFrom: Unsupported[]; onlyTo: Unsupported[] };
}

/** Reads the two states that texts name. */
export const readSides = async (project: Project, { from, to }: { from: string; to: string }): Promise<Sides> =>
  bothSides(project, [await sourceOf(project, from), await sourceOf(project, to)]);

/** Reads two states and compares them: the one way from where schemas come from to differences. */
export async function compareSources(project: Project, sources: [Source, Source]): Promise<Compared> {
  const sides = await bothSides(project, sources);
  const [before, after] = sides.states;
  const catalogs = await withWhatStays(project, sides.states);
  return {
    ...sides,
    catalogs,
    differences: compareCatalogs(...catalogs),
    unsupported: {
      same: before.unsupported.filter(one => !unsupportedOnlyIn([one], after.unsupported).length),
      onlyFrom: unsupportedOnlyIn(before.unsupported, after.unsupported),
      onlyTo: unsupportedOnlyIn(after.unsupported, before.unsupported),
    },
  };
}

/** Reads both states, the first one last, which is replayed on the shadow where it is no database. */
async function bothSides(project: Project, sources: [Source, Source]): Promise<Sides> {
  const shadow = () => project.shadow();
  const to = await sources[1].read(shadow);
  const from = await sources[0].read(shadow);
  const { states, others } = await withoutOthers(project, sources, [from, to]);
  const [before, after] = await inOneWording(states, project);
  return { from: sideOf(before), to: sideOf(after), sources, states: [before, after], others };
}

/** A database is compared with what the project says: what others keep in it is named, and left alone. */
async function withoutOthers(
  project: Project,
  sources: [Source, Source],
  [from, to]: [State, State],
): Promise<{ states: [State, State]; others: string[] }> {
  const live = [from, to].filter(({ kind }) => kind === 'db');
  const said = [from, to].find(isOfProject);
  if (live.length !== 1 || !said) return { states: [from, to], others: [] };
  const files = await project.files();
  const head = sources.some(({ isHead }) => isHead)
    ? []
    : [(await migrationsOf(files, files.length).read(() => project.shadow())).catalog];
  const isSkipped = skippedBy(project.orm.config);
  const others: string[] = [];
  const own = (state: State): State => {
    if (state.kind !== 'db') return state;
    const { catalog, others: found } = ownedPart(state.catalog, [said.catalog, ...head]);
    others.push(...found.filter(object => !isSkipped(object)).map(({ id }) => id));
    return { ...state, catalog };
  };
  return { states: [own(from), own(to)], others };
}

const isOfProject = ({ kind }: State): boolean => kind === 'entities' || kind === 'migrations' || kind === 'git';

/** A database may be of another version than the shadow, and write the same in other words. */
async function inOneWording([from, to]: [State, State], project: Project): Promise<[State, State]> {
  const shadow = () => project.shadow();
  if (to.kind === 'db') return [from, { ...to, catalog: await inWordingOf(from.catalog, to.catalog, shadow) }];
  if (from.kind === 'db') return [{ ...from, catalog: await inWordingOf(to.catalog, from.catalog, shadow) }, to];
  return [from, to];
}

/** What stays by answers on file, and what MikroORM's options leave to others, is no difference of the project's. */
async function withWhatStays(project: Project, [before, after]: [State, State]): Promise<[Catalog, Catalog]> {
  const [from, to] = [before.catalog, after.catalog];
  if (after.kind === 'entities') return [from, await withKept(project, from, to)];
  if (before.kind === 'entities') return [await withKept(project, to, from), to];
  const isOurs = [before, after].some(isOfProject);
  return isOurs ? [from, leaving(from, to, skippedBy(project.orm.config))] : [from, to];
}

export const sideOf = ({ kind, title, catalog, leftOut }: State): Side => ({
  kind,
  title,
  version: catalog.version,
  tables: objectsOf(catalog, 'table').length,
  leftOut,
});
