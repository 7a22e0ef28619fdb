import type { SequenceObject } from '../../canonical/index.ts';
import type { Generator } from '../generator.ts';
import { comment, commentNew } from '../text.ts';
import { worthSaying } from './counting.ts';

const clauses = ({ facts }: SequenceObject): string[] => [
  `increment by ${facts.increment}`,
  `minvalue ${facts.min}`,
  `maxvalue ${facts.max}`,
  `start with ${facts.start}`,
  `cache ${facts.cache}`,
  facts.cycle ? 'cycle' : 'no cycle',
];

/** What a new sequence is told: as little as makes it what it is. */
const options = (object: SequenceObject): string =>
  [
    ...(object.facts.type === 'bigint' ? [] : [`as ${object.facts.type}`]),
    ...worthSaying(object.facts.type as string, clauses(object)),
  ]
    .map(clause => ` ${clause}`)
    .join('');

/** What changes of a sequence. Bounds that nobody chose follow the type by themselves. */
function changes(from: SequenceObject, to: SequenceObject): string[] {
  const chosen = ({ facts }: SequenceObject, all: string[]): string[] =>
    worthSaying(facts.type as string, all).filter(clause => /^m(in|ax)value/.test(clause));
  const retyped = from.facts.type !== to.facts.type;
  const [before, after] = [clauses(from), clauses(to)];
  const bounds = [...chosen(from, before), ...chosen(to, after)];
  const follows = (clause: string): boolean => retyped && bounds.length === 0 && /^m(in|ax)value/.test(clause);
  return [
    ...(retyped ? [`as ${to.facts.type}`] : []),
    ...after.filter(clause => !follows(clause) && (!before.includes(clause) || (retyped && bounds.includes(clause)))),
  ];
}

/** Whether no number of the old range is one of the new: then it cannot go on where it was. */
const isElsewhere = (from: SequenceObject, to: SequenceObject): boolean => {
  const [min, max] = [from.facts.min, from.facts.max].map(bound => BigInt(bound as string)) as [bigint, bigint];
  return max < BigInt(to.facts.min as string) || min > BigInt(to.facts.max as string);
};

/** The column that a sequence goes with, which must be there first. */
export const ownSequence = ({ qualifiedName, facts }: SequenceObject): string =>
  `alter sequence ${qualifiedName} owned by ${facts.ownedBy ?? 'none'}`;

export const sequence: Generator<'sequence'> = {
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
