import type { Statements } from '../contract.ts';
import { grantsOn } from '../grants.ts';
import type { ObjectOf } from '../model.ts';
import { comment, commentNew, onlyComment } from '../text.ts';
import { optionSql } from './model.ts';

const define = ({ qualifiedName, facts }: ObjectOf<'aggregate'>): string =>
  `create or replace aggregate ${qualifiedName} (${facts.options.map(optionSql).join(', ')})`;

export const statements: Statements<'aggregate'> = {
  create: (object, context) => [
    define(object),
    ...grantsOn(object, context),
    ...commentNew(`aggregate ${object.qualifiedName}`, object.facts.comment),
  ],
  drop: ({ qualifiedName }) => [`drop aggregate ${qualifiedName}`],
  alter: (from, to, facts) => {
    if (from.details.result !== to.details.result) return undefined;
    return [
      ...(onlyComment(facts) ? [] : [define(to)]),
      ...(facts.some(({ fact }) => fact === 'comment')
        ? [comment(`aggregate ${to.qualifiedName}`, to.facts.comment)]
        : []),
    ];
  },
};
