import type { TriggerObject } from '../../canonical/index.ts';
import { type Generator, ownerSql } from '../generator.ts';
import { comment, commentNew } from '../text.ts';

const ENABLE: Record<string, string> = {
  disabled: 'disable trigger',
  replica: 'enable replica trigger',
  always: 'enable always trigger',
};

const enable = (object: TriggerObject): string =>
  `alter table ${ownerSql(object)} ${ENABLE[object.facts.enabled ?? ''] ?? 'enable trigger'} ${object.sql}`;

export const trigger: Generator<'trigger'> = {
  create: object => [
    object.facts.definition as string,
    ...(object.facts.enabled === null ? [] : [enable(object)]),
    ...commentNew(`trigger ${object.sql} on ${ownerSql(object)}`, object.facts.comment),
  ],
  drop: object => [`drop trigger ${object.sql} on ${ownerSql(object)}`],
  alter: (_, to, facts) => {
    if (facts.some(({ fact }) => fact === 'definition')) return undefined;
    return facts.map(({ fact }) =>
      fact === 'enabled' ? enable(to) : comment(`trigger ${to.sql} on ${ownerSql(to)}`, to.facts.comment),
    );
  },
};
