import { quoted, temporaryName } from '../../catalog/index.ts';
import type { Context, Statements } from '../contract.ts';
import { alone, type Draft } from '../draft.ts';
import type { ConstraintObject } from '../model.ts';
import { comment, commentNew, onlyComment } from '../text.ts';

export const statements: Statements<'constraint'> = {
  create: (object, context) => [
    ...add(object, context),
    ...commentNew(`constraint ${object.quotedName} on ${object.parent.qualifiedName}`, object.facts.comment),
  ],
  drop: object => [`alter table ${object.parent.qualifiedName} drop constraint ${object.quotedName}`],
  alter: (from, to, facts, context) => {
    const note = comment(`constraint ${to.quotedName} on ${to.parent.qualifiedName}`, to.facts.comment);
    if (onlyComment(facts)) return [note];
    if (canReplaceConcurrently(from, to, context)) return replaceConcurrently(to);
    if (from.details.validated || !to.details.validated || from.details.rule !== to.details.rule) return undefined;
    return [...validate(to, context), ...(from.facts.comment === to.facts.comment ? [] : [note])];
  },
};

function add(object: ConstraintObject, context: Context): Draft[] {
  const { quotedName, facts, details, parent } = object;
  const statement = `alter table ${object.parent.qualifiedName} add constraint ${quotedName} ${facts.definition}`;
  if (!context.online(parent.id)) return [statement];
  switch (details.type) {
    case 'c':
    case 'f':
      return details.validated ? [`${statement} not valid`, ...validate(object, context)] : [statement];
    case 'p':
    case 'u':
      return [alone(buildIndex(object, object.name)), attachIndex(object, object.name)];
    default:
      return [statement];
  }
}

const buildIndex = (object: ConstraintObject, name: string): string =>
  `create unique index concurrently ${quoted(name)} on ${object.parent.qualifiedName} ${object.details.index}`;

/** Makes a key of an index, which gets the key's name. */
export const attachIndex = (object: ConstraintObject, name: string): string => {
  const { quotedName, details } = object;
  const kind = details.type === 'p' ? 'primary key' : 'unique';
  return `alter table ${object.parent.qualifiedName} add constraint ${quotedName} ${kind} using index ${quoted(name)}${details.deferrable}`;
};

const hasIndex = ({ details }: ConstraintObject): boolean => details.type === 'p' || details.type === 'u';

/** Whether a key can be built beside the one that it replaces: nothing refers to it, and no column of the table changes. */
const canReplaceConcurrently = (from: ConstraintObject, to: ConstraintObject, context: Context): boolean =>
  hasIndex(from) &&
  hasIndex(to) &&
  context.online(to.parent.id) &&
  context.quiet(to.parent.id) &&
  ![...context.from.needs.values()].some(needed => needed.has(from.id));

/** At no time is the table without the rule. */
function replaceConcurrently(to: ConstraintObject): Draft[] {
  const name = temporaryName(to.name, '__new');
  return [
    alone(buildIndex(to, name)),
    `alter table ${to.parent.qualifiedName} drop constraint ${to.quotedName}`,
    attachIndex(to, name),
    ...commentNew(`constraint ${to.quotedName} on ${to.parent.qualifiedName}`, to.facts.comment),
  ];
}

/** Looks at every row, without keeping anybody from writing; alone, as the addition's own lock would be held meanwhile. */
function validate(object: ConstraintObject, context: Context): Draft[] {
  const sql = `alter table ${object.parent.qualifiedName} validate constraint ${object.quotedName}`;
  return [context.online(object.parent.id) ? alone(sql) : sql];
}
