import type { Statements } from '../contract.ts';
import { comment, commentNew } from '../text.ts';

const FIXED = new Set(['command', 'permissive']);
const CONDITIONS = new Set(['using', 'check']);

export const statements: Statements<'policy'> = {
  create: object => {
    const { facts, quotedName } = object;
    const clauses = [
      !facts.permissive && 'as restrictive',
      `for ${facts.command}`,
      `to ${facts.roles}`,
      facts.using && `using (${facts.using})`,
      facts.check && `with check (${facts.check})`,
    ].filter(Boolean);
    const on = `${quotedName} on ${object.parent.qualifiedName}`;
    return [`create policy ${on} ${clauses.join(' ')}`, ...commentNew(`policy ${on}`, facts.comment)];
  },
  drop: object => [`drop policy ${object.quotedName} on ${object.parent.qualifiedName}`],
  alter: (_, to, facts) => {
    const changed = new Set(facts.map(({ fact }) => fact));
    // the command and the kind stay for good, and a condition can be replaced but not taken away
    if (facts.some(({ fact, to: wanted }) => FIXED.has(fact) || (CONDITIONS.has(fact) && wanted === null)))
      return undefined;
    const clauses = [
      changed.has('roles') && `to ${to.facts.roles}`,
      changed.has('using') && `using (${to.facts.using})`,
      changed.has('check') && `with check (${to.facts.check})`,
    ].filter(Boolean);
    const on = `${to.quotedName} on ${to.parent.qualifiedName}`;
    return [
      ...(clauses.length === 0 ? [] : [`alter policy ${on} ${clauses.join(' ')}`]),
      ...(changed.has('comment') ? [comment(`policy ${on}`, to.facts.comment)] : []),
    ];
  },
};
