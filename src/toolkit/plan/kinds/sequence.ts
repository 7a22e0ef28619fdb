import type { SequenceObject } from '../../canonical/index.ts';
import type { Generator } from '../generator.ts';
import { comment, commentNew } from '../text.ts';

const options = ({ facts }: SequenceObject): string =>
  `as ${facts.type} increment by ${facts.increment} minvalue ${facts.min} maxvalue ${facts.max} start with ${facts.start} cache ${facts.cache}${facts.cycle ? ' cycle' : ' no cycle'}`;

/** Whether no number of the old range is one of the new: then it cannot go on where it was. */
const isElsewhere = (from: SequenceObject, to: SequenceObject): boolean => {
  const [min, max] = [from.facts.min, from.facts.max].map(bound => BigInt(bound as string)) as [bigint, bigint];
  return max < BigInt(to.facts.min as string) || min > BigInt(to.facts.max as string);
};

/** The column that a sequence goes with, which must be there first. */
export const ownSequence = ({ sql, facts }: SequenceObject): string =>
  `alter sequence ${sql} owned by ${facts.ownedBy ?? 'none'}`;

export const sequence: Generator<'sequence'> = {
  create: object => [
    `create sequence ${object.sql} ${options(object)}`,
    ...commentNew(`sequence ${object.sql}`, object.facts.comment),
  ],
  drop: ({ sql }) => [`drop sequence ${sql}`],
  alter: (from, to, facts) => [
    ...(facts.some(({ fact }) => fact !== 'comment' && fact !== 'ownedBy')
      ? [`alter sequence ${to.sql} ${options(to)}${isElsewhere(from, to) ? ' restart' : ''}`]
      : []),
    ...(facts.some(({ fact }) => fact === 'comment') ? [comment(`sequence ${to.sql}`, to.facts.comment)] : []),
  ],
};
