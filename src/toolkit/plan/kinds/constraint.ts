import type { ConstraintObject } from '../../canonical/index.ts';
import { type Context, type Generator, onlyComment, ownerSql } from '../generator.ts';
import { alone, type Draft } from '../step.ts';
import { comment, commentNew } from '../text.ts';

/** How PostgreSQL marks a constraint that old rows need not meet yet. */
const NOT_VALID = ' NOT VALID';

export const constraint: Generator<'constraint'> = {
  create: (object, context) => [
    ...add(object, context),
    ...commentNew(`constraint ${object.sql} on ${ownerSql(object)}`, object.facts.comment),
  ],
  drop: object => [`alter table ${ownerSql(object)} drop constraint ${object.sql}`],
  alter: (from, to, facts, context) => {
    const note = comment(`constraint ${to.sql} on ${ownerSql(to)}`, to.facts.comment);
    if (onlyComment(facts)) return [note];
    if (from.facts.definition !== `${to.facts.definition}${NOT_VALID}`) return undefined;
    return [...validate(to, context), ...(from.facts.comment === to.facts.comment ? [] : [note])];
  },
};

function add(object: ConstraintObject, context: Context): Draft[] {
  const { sql, facts, details, owner } = object;
  const statement = `alter table ${ownerSql(object)} add constraint ${sql} ${facts.definition}`;
  if (!context.online(owner)) return [statement];
  switch (details.type) {
    case 'c':
    case 'f':
      return details.validated ? [`${statement} not valid`, ...validate(object, context)] : [statement];
    case 'p':
    case 'u':
      return [
        alone(`create unique index concurrently ${sql} on ${ownerSql(object)} ${details.index}`),
        `alter table ${ownerSql(object)} add constraint ${sql} ${details.type === 'p' ? 'primary key' : 'unique'} using index ${sql}${details.deferrable}`,
      ];
    default:
      return [statement];
  }
}

/** Looks at every row, without keeping anybody from writing; alone, as the addition's own lock would be held meanwhile. */
function validate(object: ConstraintObject, context: Context): Draft[] {
  const sql = `alter table ${ownerSql(object)} validate constraint ${object.sql}`;
  return [context.online(object.owner) ? alone(sql) : sql];
}
