import type { Statements } from '../contract.ts';
import type { TriggerObject } from '../model.ts';
import { comment, commentNew } from '../text.ts';

const ENABLE: Record<string, string> = {
  disabled: 'disable trigger',
  replica: 'enable replica trigger',
  always: 'enable always trigger',
};

/** How PostgreSQL begins its words for a trigger that is no constraint. */
const CREATE = 'CREATE TRIGGER ';

const enable = (object: TriggerObject): string =>
  `alter table ${object.parent.qualifiedName} ${ENABLE[object.facts.enabled ?? ''] ?? 'enable trigger'} ${object.quotedName}`;

export const statements: Statements<'trigger'> = {
  create: object => [
    object.facts.definition,
    ...(object.facts.enabled === null ? [] : [enable(object)]),
    ...commentNew(`trigger ${object.quotedName} on ${object.parent.qualifiedName}`, object.facts.comment),
  ],
  drop: object => [`drop trigger ${object.quotedName} on ${object.parent.qualifiedName}`],
  alter: (from, to, facts) => {
    const changed = new Set(facts.map(({ fact }) => fact));
    const { definition } = to.facts;
    const anew = changed.has('definition');
    // a constraint trigger cannot be replaced, nor take the place of another
    if (anew && ![from.facts.definition, definition].every(one => one.startsWith(CREATE))) return undefined;
    return [
      ...(anew ? [`CREATE OR REPLACE TRIGGER ${definition.slice(CREATE.length)}`] : []),
      // what is replaced is switched on
      ...((anew ? to.facts.enabled !== null : changed.has('enabled')) ? [enable(to)] : []),
      ...(changed.has('comment')
        ? [comment(`trigger ${to.quotedName} on ${to.parent.qualifiedName}`, to.facts.comment)]
        : []),
    ];
  },
};
