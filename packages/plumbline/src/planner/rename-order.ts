import {
  compareCatalogs,
  followed,
  holderOf,
  inFirstWords,
  type Rename,
  renameText,
  stateOf,
  subjectOf,
} from '../compare/index.ts';
import type { Catalog } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import type { Renamed } from './renamed.ts';

export interface Way {
  original: Catalog;
  to: Catalog;
  renamed: Renamed;
  /** Renames one thing on the shadow; what holds the new name makes room for it. */
  follow(one: Rename): Promise<void>;
  /** Renames what is obvious by now: the keys of a table whose names are made of the table's. */
  followObvious(): Promise<void>;
}

/**
 * Follows decisions as if all names changed at once: a path means what had that name at first, and what takes a name
 * comes after what gives it up. In a circle, one of them makes room under a name for the meantime.
 *
 * @throws UnknownName for a decision about something that never was there
 */
export async function followDecided(shadow: Shadow, decided: readonly Rename[], way: Way): Promise<void> {
  const { original, to, renamed } = way;
  const all = decided.map(one => inFirstWords(one, decided, original));
  const isThere = (one: Rename): boolean => subjectOf(one, original) !== undefined;
  const open = all.filter(one => isThere(one) && stateOf(one, all, original, to) === 'open');
  const due = all.filter(one => isThere(one) && stateOf(one, all, original, to) === 'due');
  // what gets a name that becomes free is due, too, and what holds a name that another one gets
  for (let more = moving(open, due, original); more.length > 0; more = moving(open, due, original)) {
    due.push(...more);
    for (const one of more) open.splice(open.indexOf(one), 1);
  }
  // as they were given, where nothing else decides
  await inTurn(
    all.filter(one => due.includes(one)),
    way,
  );
  for (const circle of circlesOf(open, original)) await tryCircle(shadow, circle, way);
  for (const one of all.filter(one => !isThere(one))) {
    // what got its name by an earlier decision
    if (stateOf(one, all, renamed.catalog, to) === 'due') await way.follow(one);
  }
}

/** What a decision is about, and what holds the name that it gives. */
const subjectIn = (one: Rename, { original, renamed }: Way): string | undefined =>
  subjectOf(followed(one, original, renamed.catalog), renamed.catalog);

function holderIn(one: Rename, catalog: Catalog): string | undefined {
  const holder = holderOf(one, catalog);
  return holder && subjectOf(holder, catalog);
}

function moving(open: readonly Rename[], due: readonly Rename[], original: Catalog): Rename[] {
  const leaving = new Set(due.map(one => subjectOf(one, original)));
  const claimed = new Set(due.map(one => holderIn(one, original)));
  return open.filter(one => leaving.has(holderIn(one, original)) || claimed.has(subjectOf(one, original)));
}

/** Follows decisions about what has its names in `original`, each after what holds the name that it gives. */
export async function inTurn(due: readonly Rename[], way: Way): Promise<void> {
  const waiting = [...due];
  while (waiting.length > 0) {
    const subjects = new Set(waiting.map(one => subjectIn(one, way)));
    const now = (one: Rename): Rename => followed(one, way.original, way.renamed.catalog);
    const free = waiting.findIndex(one => !subjects.has(holderIn(now(one), way.renamed.catalog)));
    const [next] = waiting.splice(Math.max(free, 0), 1);
    await way.follow(now(next as Rename));
  }
}

/** Decisions that need each other's names, in circles. */
function circlesOf(open: readonly Rename[], original: Catalog): Rename[][] {
  const bySubject = new Map(open.map(one => [subjectOf(one, original), one]));
  const seen = new Set<Rename>();
  return open.flatMap(start => {
    const circle: Rename[] = [];
    for (let one: Rename | undefined = start; one && !seen.has(one); ) {
      seen.add(one);
      circle.push(one);
      one = bySubject.get(holderIn(one, original));
      if (one === start) return [circle];
    }
    return [];
  });
}

/**
 * Names that went round look the same before and after. The circle is followed where the schemas differ in less then;
 * otherwise it is taken for done, which is said.
 */
async function tryCircle(shadow: Shadow, circle: readonly Rename[], way: Way): Promise<void> {
  const { renamed, to } = way;
  const before = { catalog: renamed.catalog, steps: renamed.steps.length };
  await shadow.run('savepoint circle');
  await inTurn(circle, way);
  // names that are made of those which went round follow them
  await way.followObvious();
  if (distance(renamed.catalog, to) < distance(before.catalog, to)) return shadow.run('release savepoint circle');
  await shadow.run('rollback to savepoint circle; release savepoint circle');
  renamed.catalog = before.catalog;
  renamed.steps.length = before.steps;
  renamed.hazards.push({
    kind: 'note',
    id: 'circle-taken-for-done',
    message: `not done: ${circle.map(renameText).join(', ')}; all of these names are there before and after, and nothing else tells them apart`,
  });
}

/** In how many facts two schemas differ, where an enum has as many as values: several circles may go through one. */
function distance(from: Catalog, to: Catalog): number {
  let sum = 0;
  for (const difference of compareCatalogs(from, to)) {
    if (difference.change !== 'alter') sum += 1;
    else if (difference.object.kind === 'enum' && difference.before.kind === 'enum') {
      const [before, after] = [difference.before.facts.labels, difference.object.facts.labels];
      // what goes or comes moves none of those that stay
      const [was, is] = [before.filter(label => after.includes(label)), after.filter(label => before.includes(label))];
      sum += after.length - is.length + is.filter((label, i) => label !== was[i]).length;
    } else sum += difference.facts.length;
  }
  return sum;
}
