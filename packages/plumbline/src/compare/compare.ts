import { type Fact, sameWords } from '../catalog/index.ts';
import { type Catalog, type CatalogObject, type FactName, factsOf, kindOf, wordsOf } from '../objects/index.ts';

/** One thing in which two catalogs differ, with PostgreSQL's words on both sides. */
export type Difference =
  | { change: 'add'; object: CatalogObject }
  | { change: 'remove'; object: CatalogObject }
  | { change: 'alter'; object: CatalogObject; before: CatalogObject; facts: FactDifference[] };

export interface FactDifference {
  fact: FactName;
  from: Fact;
  to: Fact;
}

/** The facts in which two objects of one kind differ: word for word, without any reading of the words. */
export function differingFacts(from: CatalogObject, to: CatalogObject): FactDifference[] {
  const before = wordsOf(from);
  return factsOf(to).flatMap(([fact, words]) =>
    sameWords(before[fact] ?? null, words) ? [] : [{ fact, from: before[fact] ?? null, to: words }],
  );
}

/**
 * Everything in which `to` differs from `from`, in the order of the catalogs, `to` first.
 *
 * @example
 * for (const { change, object } of compareCatalogs(before, after)) console.log(change, object.id);
 */
export function compareCatalogs(from: Catalog, to: Catalog): Difference[] {
  const differences: Difference[] = [];
  for (const [id, object] of to.objects) {
    const before = from.objects.get(id);
    if (!before) differences.push({ change: 'add', object });
    else {
      const facts = differingFacts(before, object);
      if (facts.length > 0) differences.push({ change: 'alter', object, before, facts });
    }
  }
  for (const [id, object] of from.objects) {
    if (!to.objects.has(id)) differences.push({ change: 'remove', object });
  }
  return differences.filter(difference => !staysBehind(difference));
}

/** The same difference, seen from the other side. */
export function reversed(difference: Difference): Difference {
  const { object } = difference;
  if (difference.change !== 'alter') return { change: difference.change === 'add' ? 'remove' : 'add', object };
  const { before, facts } = difference;
  return {
    ...difference,
    object: before,
    before: object,
    facts: facts.map(one => ({ ...one, from: one.to, to: one.from })),
  };
}

/** An extension is never taken away: others may use it, and dropping it takes their columns along. */
const staysBehind = ({ change, object }: Difference): boolean => change === 'remove' && kindOf(object).isShared;
