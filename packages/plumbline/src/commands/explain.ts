import type { Options } from '@mikro-orm/core';
import { closest, distance } from 'fastest-levenshtein';
import type { Fact } from '../catalog/index.ts';
import { entityLocationsOf } from '../locations/index.ts';
import { type Catalog, type CatalogObject, factsOf, type Kind, partsOf } from '../objects/index.ts';
import { type Location, Problem } from '../problem/index.ts';
import { readSides, type Side } from './compared.ts';
import { type Project, withProject } from './project.ts';

/** An object on both sides. */
export interface Explanation {
  from: Side;
  to: Side;
  /** The objects of that name: an index and a constraint may share one. */
  objects: ObjectExplanation[];
}

/** What is the same of one object, what differs, and what hangs on it. */
export interface ObjectExplanation {
  /** Its id, `column users.email`. */
  object: string;
  kind: Kind;
  /** Where the entities say it; `null` where that is not known. */
  location: Location | null;
  /** What the way from the first side to the second does to it. */
  change: 'none' | 'add' | 'remove' | 'alter';
  /** What it is compared by, in PostgreSQL's words; what neither side has is left out. */
  facts: { fact: string; from: Fact; to: Fact; same: boolean }[];
  /** What belongs to it and differs. */
  parts: { object: string; change: ObjectExplanation['change'] }[];
  /** What it needs, and what needs it: that goes and comes with it. */
  needs: string[];
  neededBy: string[];
}

/** The object that is asked about. */
export interface ExplainRequest {
  /** A name as SQL writes it, `users.email`, with its kind in front where that is not clear: `index users_email_key`. */
  object: string;
  /** Two states, as `diff` takes them; by default the migrations and the entities. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Shows one object on both sides: what is the same, what differs, what hangs on it. Nothing is changed.
 *
 * @throws Problem PL241 for a name that neither side has, and what reading a state throws
 *
 * @example
 * const { objects } = await explain(options, { object: 'users.email' });
 */
export const explain = (options: Partial<Options>, request: ExplainRequest): Promise<Explanation> =>
  withProject(options, project => explainIn(project, request));

async function explainIn(
  project: Project,
  { object, from = 'migrations', to = 'entities' }: ExplainRequest,
): Promise<Explanation> {
  const sides = await readSides(project, { from, to });
  const [before, after] = sides.states.map(({ catalog }) => catalog) as [Catalog, Catalog];
  return {
    from: sides.from,
    to: sides.to,
    objects: await Promise.all(
      named(object, before, after).map(async id => ({
        ...explainObject(id, before, after),
        location: await locationIn(project, after, id),
      })),
    ),
  };
}

/** Where the entities say what the second side has; nowhere when that is something else. */
async function locationIn({ orm }: Project, { objects }: Catalog, id: string): Promise<Location | null> {
  const object = objects.get(id);
  return (object && (await entityLocationsOf(orm)).ofObject(object)) ?? null;
}

function explainObject(id: string, before: Catalog, after: Catalog): Omit<ObjectExplanation, 'location'> {
  const [one, other] = [before.objects.get(id), after.objects.get(id)];
  const parts = new Set([...partsOf(before, id), ...partsOf(after, id)].map(part => part.id));
  return {
    object: id,
    kind: (one ?? (other as CatalogObject)).kind,
    change: changeOf(one, other),
    facts: comparedFacts(one, other),
    parts: [...parts]
      .map(part => ({ object: part, change: changeOf(before.objects.get(part), after.objects.get(part)) }))
      .filter(({ change }) => change !== 'none'),
    needs: [...new Set([...needsOf(before, id), ...needsOf(after, id)])].sort(),
    neededBy: [...new Set([...neededBy(before, id), ...neededBy(after, id)])].sort(),
  };
}

function changeOf(one: CatalogObject | undefined, other: CatalogObject | undefined): ObjectExplanation['change'] {
  if (!one) return 'add';
  if (!other) return 'remove';
  return comparedFacts(one, other).every(({ same }) => same) ? 'none' : 'alter';
}

function comparedFacts(one: CatalogObject | undefined, other: CatalogObject | undefined): ObjectExplanation['facts'] {
  const [from, to] = [new Map(one && factsOf(one)), new Map(other && factsOf(other))];
  return [...new Set([...from.keys(), ...to.keys()])]
    .map(fact => ({ fact, from: from.get(fact) ?? null, to: to.get(fact) ?? null }))
    .filter(({ from, to }) => from !== null || to !== null)
    .map(entry => ({ ...entry, same: entry.from === entry.to }));
}

const needsOf = ({ needs, objects }: Catalog, id: string): string[] =>
  [...(needs.get(id) ?? [])].filter(needed => objects.get(needed)?.parent?.id !== id);

const neededBy = ({ needs, objects }: Catalog, id: string): string[] =>
  [...needs].flatMap(([one, needed]) => (needed.has(id) && objects.get(one)?.parent?.id !== id ? [one] : []));

/**
 * The ids that a name stands for: the whole id, the path behind the kind, or the bare name.
 *
 * @throws Problem PL241 with the nearest name
 */
function named(text: string, ...catalogs: Catalog[]): string[] {
  const wanted = text.trim().replace(/\s+/, ' ');
  const objects = new Map(catalogs.flatMap(({ objects }) => [...objects]));
  const found = [
    (id: string) => id === wanted,
    (_: string, { qualifiedName }: CatalogObject) => qualifiedName === wanted,
    (_: string, { name, quotedName }: CatalogObject) => name === wanted || quotedName === wanted,
  ].map(matches => [...objects].flatMap(([id, object]) => (matches(id, object) ? [id] : [])));
  const [ids] = found.filter(({ length }) => length > 0);
  if (ids) return ids;
  const names = [...objects.values()].flatMap(({ id, qualifiedName }) => [id, qualifiedName]);
  const near = names.length > 0 ? closest(wanted, names) : undefined;
  throw new Problem('PL241', {
    what: `no object is called ${text}`,
    why: 'looked for on both sides',
    fix:
      near !== undefined && distance(near, wanted) <= Math.max(3, wanted.length / 2)
        ? `did you mean ${near}?`
        : 'write it as plumb diff does: users.email, or with its kind: column users.email',
  });
}
