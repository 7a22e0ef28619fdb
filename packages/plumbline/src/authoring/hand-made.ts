import type { ObjectId } from '../catalog/index.ts';
import {
  compareCatalogs,
  type Decisions,
  findObject,
  objectNamed,
  obviousRenames,
  UnknownName,
} from '../compare/index.ts';
import { type Catalog, type CatalogObject, choice, kindOf, type Question } from '../objects/index.ts';
import type { HandMade } from './provenance.ts';

/** What people decided about objects that no entity mentions, by their ids. */
export interface Fates {
  keep: Set<string>;
  drop: Set<string>;
  /** What an answer names and is not there, as the answer has it. */
  gone: string[];
}

export function fatesOf(from: Catalog, { keep, drop }: Pick<Decisions, 'keep' | 'drop'>): Fates {
  const gone: string[] = [];
  const ids = (texts: readonly string[]): Set<string> =>
    new Set(
      texts.flatMap(text => {
        const object = objectNamed(from, text);
        if (!object) gone.push(text);
        return object ? [object.id] : [];
      }),
    );
  return { keep: ids(keep), drop: ids(drop), gone };
}

/** An answer about something that is not there. */
export const unknownObject = (text: string, from: Catalog): UnknownName => {
  const [kind = ''] = text.split(' ');
  const known = [...from.objects.values()].filter(object => object.kind === kind);
  return new UnknownName(
    kind,
    text.slice(kind.length + 1),
    known.map(({ qualifiedName }) => qualifiedName),
  );
};

/**
 * Asks about what would go and was made by hand, once each: what goes with something else is not asked about by itself,
 * nor what another one needs that is still asked about.
 *
 * @param renamed ids that are asked about as something that may have another name
 */
export function askHandMade(
  from: Catalog,
  to: Catalog,
  { keep, drop }: Fates,
  made: HandMade,
  renamed: ReadonlySet<string>,
): Question[] {
  const obvious = new Set(
    obviousRenames(from, to).flatMap(({ kind, from: path }) =>
      kind === 'value' ? [] : findObject(from, kind, path).id,
    ),
  );
  const goes = new Map(
    compareCatalogs(from, to).flatMap(({ change, object }) => (change === 'remove' ? [[object.id, object]] : [])) as [
      string,
      CatalogObject,
    ][],
  );
  const isOpen = ({ id }: CatalogObject): boolean =>
    made.has(id) && !keep.has(id) && !drop.has(id) && !obvious.has(id) && !renamed.has(id);
  const goesAlong = (object: CatalogObject): boolean =>
    goes.has(object.parent?.id ?? '') ||
    goes.has(kindOf(object).whole(object)?.id ?? '') ||
    (object.kind === 'sequence' && countsFor(object.facts.ownedBy, object, from, goes)) ||
    columnsOf(object, from).some(column => goes.has(column));
  const open = [...goes.values()].filter(object => isOpen(object) && !goesAlong(object));
  const needed = new Set(open.flatMap(({ id }) => [...(from.needs.get(id) ?? [])]));
  return open.flatMap(({ id }) => {
    const origin = made.get(id);
    return origin === undefined || needed.has(id) ? [] : [ask(id, origin)];
  });
}

/** Whether a sequence is a column's own: it goes with the column, or with the default that takes its numbers. */
const countsFor = (
  column: ObjectId | null,
  { id }: CatalogObject,
  { needs }: Catalog,
  goes: ReadonlyMap<string, CatalogObject>,
): boolean =>
  column !== null &&
  (goes.has(column.id) || goes.has(column.parent?.id ?? '') || (needs.get(column.id)?.has(id) ?? false));

/** The columns that an index or a constraint is over: it goes where they go. */
const columnsOf = (object: CatalogObject, { needs, objects }: Catalog): string[] =>
  kindOf(object).goesWithColumns
    ? [...(needs.get(object.id) ?? [])].filter(one => objects.get(one)?.kind === 'column')
    : [];

const ask = (id: string, origin: string): Question => ({
  id: 'hand-made',
  message: `${id} was made by ${origin}, and no entity mentions it`,
  object: id,
  choices: [
    choice('keep', id, 'it stays, which the decisions file remembers'),
    choice('drop', id, 'it goes with this migration'),
  ],
});
