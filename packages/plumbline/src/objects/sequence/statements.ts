import type { Statements } from '../contract.ts';
import { type Counting, countingClause, worthSaying } from '../counting.ts';
import type { SequenceObject } from '../model.ts';
import { comment, commentNew } from '../text.ts';

/** The order in which a sequence is told how it counts. */
const ORDER = ['increment', 'min', 'max', 'start', 'cache', 'cycle'] as const;
const BOUNDS: readonly (keyof Counting)[] = ['min', 'max'];

/** What a new sequence is told: as little as makes it what it is. */
function options({ facts }: SequenceObject): string {
  const worth = worthSaying(facts.type, facts);
  return [
    ...(facts.type === 'bigint' ? [] : [`as ${facts.type}`]),
    ...ORDER.filter(fact => worth.has(fact)).map(fact => countingClause(fact, facts)),
  ]
    .map(clause => ` ${clause}`)
    .join('');
}

/** What changes of a sequence. Bounds that nobody chose follow the type by themselves. */
function changes({ facts: from }: SequenceObject, { facts: to }: SequenceObject): string[] {
  const retyped = from.type !== to.type;
  const [before, after] = [worthSaying(from.type, from), worthSaying(to.type, to)];
  const isChosen = BOUNDS.some(bound => before.has(bound) || after.has(bound));
  const isSaid = (fact: keyof Counting): boolean => {
    if (!retyped || !BOUNDS.includes(fact)) return from[fact] !== to[fact];
    return isChosen && (from[fact] !== to[fact] || before.has(fact) || after.has(fact));
  };
  return [...(retyped ? [`as ${to.type}`] : []), ...ORDER.filter(isSaid).map(fact => countingClause(fact, to))];
}

/** Whether no number of the old range is one of the new: then it cannot go on where it was. */
const isElsewhere = ({ facts: from }: SequenceObject, { facts: to }: SequenceObject): boolean =>
  from.max < to.min || from.min > to.max;

/** The column that a sequence goes with, which must be there first. */
export const ownSequence = ({ qualifiedName, facts }: SequenceObject): string =>
  `alter sequence ${qualifiedName} owned by ${facts.ownedBy?.qualifiedName ?? 'none'}`;

export const statements: Statements<'sequence'> = {
  create: object => [
    `create sequence ${object.qualifiedName}${options(object)}`,
    ...commentNew(`sequence ${object.qualifiedName}`, object.facts.comment),
  ],
  drop: ({ qualifiedName }) => [`drop sequence ${qualifiedName}`],
  alter: (from, to, facts) => [
    ...(facts.some(({ fact }) => fact !== 'comment' && fact !== 'ownedBy')
      ? [`alter sequence ${to.qualifiedName} ${changes(from, to).join(' ')}${isElsewhere(from, to) ? ' restart' : ''}`]
      : []),
    ...(facts.some(({ fact }) => fact === 'comment')
      ? [comment(`sequence ${to.qualifiedName}`, to.facts.comment)]
      : []),
  ],
};
