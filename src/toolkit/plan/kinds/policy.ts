import { type Generator, onlyComment, ownerSql } from '../generator.ts';
import { comment, commentNew } from '../text.ts';

export const policy: Generator<'policy'> = {
  create: object => {
    const { facts, sql } = object;
    const clauses = [
      facts.permissive && 'as restrictive',
      `for ${facts.command}`,
      `to ${facts.roles}`,
      facts.using && `using (${facts.using})`,
      facts.check && `with check (${facts.check})`,
    ].filter(Boolean);
    const on = `${sql} on ${ownerSql(object)}`;
    return [`create policy ${on} ${clauses.join(' ')}`, ...commentNew(`policy ${on}`, facts.comment)];
  },
  drop: object => [`drop policy ${object.sql} on ${ownerSql(object)}`],
  alter: (_, to, facts) =>
    onlyComment(facts) ? [comment(`policy ${to.sql} on ${ownerSql(to)}`, to.facts.comment)] : undefined,
};
