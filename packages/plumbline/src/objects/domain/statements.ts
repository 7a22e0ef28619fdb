import type { ColumnType, Context, Statements } from '../contract.ts';
import { alone, type Draft } from '../draft.ts';
import { type ColumnObject, type ObjectOf, objectsOf } from '../model.ts';
import { comment, commentNew } from '../text.ts';
import { takePlace } from '../types.ts';
import type { DomainCheck } from './model.ts';

type Domain = ObjectOf<'domain'>;

/** The domain as a statement, under another name where one is given. What is not valid is added to it afterwards. */
function define({ facts, qualifiedName }: Domain, name = qualifiedName): string {
  const clauses = [
    `create domain ${name} as ${facts.type}`,
    facts.collation !== null && `collate ${facts.collation}`,
    facts.default !== null && `default ${facts.default}`,
    facts.notNull && 'not null',
    ...facts.checks.filter(({ validated }) => validated).map(one => `constraint ${one.name} ${one.definition}`),
  ];
  return clauses.filter(Boolean).join(' ');
}

const create = (object: Domain): Draft[] => {
  const { facts, qualifiedName } = object;
  return [
    define(object),
    ...facts.checks.filter(({ validated }) => !validated).map(one => addCheck(object, one)),
    ...commentNew(`domain ${qualifiedName}`, facts.comment),
    ...facts.checks.flatMap(one => commentNew(`constraint ${one.name} on domain ${qualifiedName}`, one.comment)),
  ];
};

const addCheck = ({ qualifiedName }: Domain, { name, definition, validated }: DomainCheck): string =>
  `alter domain ${qualifiedName} add constraint ${name} ${definition}${validated ? '' : ' not valid'}`;

/** Whether columns of tables in use have the domain: then their rows are looked at while others write. */
const isBusy = ({ id }: Domain, context: Context): boolean =>
  objectsOf(context.from, 'column').some(
    ({ parent, details }) => details.userType?.id === id && context.online(parent.id),
  );

/** Rules that go, come, or are to hold for the values that are there, too. */
function alterChecks(from: Domain, to: Domain, context: Context): Draft[] {
  const before = new Map(from.facts.checks.map(one => [one.name, one]));
  const after = new Map(to.facts.checks.map(one => [one.name, one]));
  const validate = ({ name }: DomainCheck): Draft => {
    const sql = `alter domain ${to.qualifiedName} validate constraint ${name}`;
    return isBusy(from, context) ? alone(sql) : sql;
  };
  const isSame = (one: DomainCheck): boolean => before.get(one.name)?.definition === one.definition;
  const wasValidated = ({ name }: DomainCheck): boolean => before.get(name)?.validated ?? false;
  // none is made not valid again where it stands
  const come = to.facts.checks.filter(one => !isSame(one) || (wasValidated(one) && !one.validated));
  const isValidated = (one: DomainCheck): boolean => !come.includes(one) && one.validated && !wasValidated(one);
  return [
    ...from.facts.checks
      .filter(({ name }) => !after.has(name) || come.some(one => one.name === name))
      .map(({ name }) => `alter domain ${to.qualifiedName} drop constraint ${name}`),
    ...come.flatMap(one =>
      one.validated && isBusy(from, context)
        ? [addCheck(to, { ...one, validated: false }), validate(one)]
        : [addCheck(to, one)],
    ),
    ...to.facts.checks.filter(isValidated).map(validate),
    ...to.facts.checks
      .filter(one => (come.includes(one) ? one.comment !== null : before.get(one.name)?.comment !== one.comment))
      .map(one => comment(`constraint ${one.name} on domain ${to.qualifiedName}`, one.comment)),
  ];
}

const isOverOther = (before: Domain, after: Domain): boolean =>
  before.facts.type !== after.facts.type || before.facts.collation !== after.facts.collation;

/** PostgreSQL's category of texts, which every value can be written as. */
const TEXTS = 'S';

/** A value goes over its text where it becomes one of another kind, or where the type that it is over has another name. */
function convert(column: ColumnObject, before: ColumnObject, context: Context): string | undefined {
  if (column.details.array !== before.details.array) return context.conversion(before, column).using;
  const { quotedName, details, facts } = column;
  const isText = [before, column].some(one => one.details.category === TEXTS);
  const over = context.to.objects.get(details.userType?.id ?? '');
  const isRenamed = over?.kind === 'domain' && context.isMadeAnew(over.details.over);
  if (details.array || (details.category === before.details.category && !isRenamed)) return undefined;
  return `${quotedName}${isText ? '' : '::text'}::${facts.type}`;
}

export const columnType: ColumnType<'domain'> = {
  standIn: define,
  isMadeAnew: (before, after, _, isAnew) =>
    isOverOther(before, after) || (after.details.over !== null && isAnew(after.details.over)),
  word: 'domain',
  convert,
};

export const statements: Statements<'domain'> = {
  create,
  drop: ({ qualifiedName }) => [`drop domain ${qualifiedName}`],
  alter: (from, to, facts, context) => {
    if (context.isMadeAnew(to)) return takePlace('domain', from, to, create(to), context);
    const on = `alter domain ${to.qualifiedName}`;
    const changed = new Set(facts.map(({ fact }) => fact));
    return [
      ...(changed.has('default')
        ? [to.facts.default === null ? `${on} drop default` : `${on} set default ${to.facts.default}`]
        : []),
      ...(changed.has('notNull') ? [`${on} ${to.facts.notNull ? 'set' : 'drop'} not null`] : []),
      ...(changed.has('checks') ? alterChecks(from, to, context) : []),
      ...(changed.has('comment') ? [comment(`domain ${to.qualifiedName}`, to.facts.comment)] : []),
    ];
  },
};
