import type { Fact } from '../../catalog/index.ts';
import type { Difference } from '../../compare/index.ts';
import { factsOf, type Kind, relationOf } from '../../objects/index.ts';

/** One thing in which two states differ, as it is reported. */
export interface ReportedDifference {
  /** The object's id, `column users.email`. */
  object: string;
  kind: Kind;
  /** What it is called within its group: `email`, or `billing.users` of a whole. */
  name: string;
  change: 'add' | 'remove' | 'alter';
  /** PostgreSQL's words on both sides; `null` where a side has none. */
  facts: { fact: string; from: Fact; to: Fact }[];
}

/** The differences of one table, view or other whole. */
export interface DifferenceGroup {
  object: string;
  kind: Kind;
  name: string;
  differences: ReportedDifference[];
}

/** Differences grouped by the table, view or other object that they are about, the whole before its parts. */
export function groupDifferences(differences: readonly Difference[]): DifferenceGroup[] {
  const groups = new Map<string, DifferenceGroup>();
  for (const difference of differences) {
    const { id, kind, qualifiedName } = relationOf(difference.object) ?? difference.object;
    const reported = reportedDifference(difference);
    const group = groups.get(id) ?? { object: id, kind, name: qualifiedName, differences: [] };
    if (reported.object === id) group.differences.unshift(reported);
    else group.differences.push(reported);
    groups.set(id, group);
  }
  return [...groups.values()];
}

function reportedDifference(difference: Difference): ReportedDifference {
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
  const name = object.parent === null ? object.qualifiedName : object.quotedName;
  return { object: object.id, kind: object.kind, name, change, facts };
}

/** The objects that differ, one for each that comes or goes as a whole: its parts are not counted. */
export const wholes = (groups: readonly DifferenceGroup[]): string[] =>
  groups.flatMap(({ object, differences }) => {
    const whole = differences.find(one => one.object === object);
    return whole && whole.change !== 'alter' ? [object] : differences.map(one => one.object);
  });

export const countWholes = (groups: readonly DifferenceGroup[]): number => wholes(groups).length;
