import { type CatalogObject, type Fact, factsOf, type Kind } from '../canonical/index.ts';
import type { Difference } from '../diff/index.ts';

/** One thing in which two states differ, as it is told. */
export interface ToldDifference {
  /** The object's id, `column users.email`. */
  object: string;
  kind: Kind;
  change: 'add' | 'remove' | 'alter';
  /** PostgreSQL's words on both sides; `null` where a side has none. */
  facts: { fact: string; from: Fact; to: Fact }[];
}

/** The differences of one table, view or other whole. */
export interface DifferenceGroup {
  object: string;
  differences: ToldDifference[];
}

/** Differences grouped by the table, view or other object that they are about, the whole before its parts. */
export function grouped(differences: readonly Difference[]): DifferenceGroup[] {
  const groups = new Map<string, ToldDifference[]>();
  for (const difference of differences) {
    const whole = wholeOf(difference.object);
    const told = tell(difference);
    const group = groups.get(whole) ?? [];
    groups.set(whole, told.object === whole ? [told, ...group] : [...group, told]);
  }
  return [...groups].map(([object, told]) => ({ object, differences: told }));
}

/** A sequence belongs to the table whose column owns it. */
const wholeOf = (object: CatalogObject): string =>
  (object.kind === 'sequence' ? object.facts.ownedBy?.parent : object.parent)?.id ?? object.id;

function tell(difference: Difference): ToldDifference {
  const { object, change } = difference;
  const facts =
    change === 'alter'
      ? difference.facts
      : factsOf(object)
          .filter(([, words]) => words !== null)
          .map(([fact, words]) => ({
            fact,
            from: change === 'remove' ? words : null,
            to: change === 'add' ? words : null,
          }));
  return { object: object.id, kind: object.kind, change, facts };
}

/** The objects that differ, one for each that comes or goes as a whole: its parts are not told apart. */
export const wholes = (groups: readonly DifferenceGroup[]): string[] =>
  groups.flatMap(({ object, differences }) => {
    const whole = differences.find(one => one.object === object);
    return whole && whole.change !== 'alter' ? [object] : differences.map(one => one.object);
  });

export const countWholes = (groups: readonly DifferenceGroup[]): number => wholes(groups).length;
