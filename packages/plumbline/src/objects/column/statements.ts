import { quoted, sameWords, temporaryName } from '../../catalog/index.ts';
import type { Context, FactDifference, Statements } from '../contract.ts';
import { alone, type Draft } from '../draft.ts';
import { grantsOn } from '../grants.ts';
import { type ColumnObject, type FactName, objectOf } from '../model.ts';
import { comment, commentNew } from '../text.ts';
import { dropIdentity, identityClause, setIdentity } from './identity.ts';
import { type Generated, words } from './model.ts';
import { serialOf } from './serial.ts';

/** A column as it stands in `create table` and `add column`, in the order of PostgreSQL's documentation. */
export function columnDefinition(
  object: ColumnObject,
  { serial, notNull = object.facts.notNull }: { serial?: string | undefined; notNull?: boolean } = {},
): string {
  const { quotedName, facts } = object;
  const clauses = [
    quotedName,
    serial ?? facts.type,
    facts.collation && `collate ${facts.collation}`,
    facts.generated && `generated always as (${facts.generated.expression}) ${facts.generated.kept}`,
    identityClause(object),
    !serial && facts.default !== null && `default ${facts.default}`,
    notNull && 'not null',
  ];
  return clauses.filter(Boolean).join(' ');
}

const has = (facts: readonly FactDifference[], name: FactName): FactDifference | undefined =>
  facts.find(({ fact }) => fact === name);

export const statements: Statements<'column'> = {
  create: (object, context) => {
    const table = object.parent.qualifiedName;
    const on = `alter table ${table}`;
    const note = commentNew(`column ${object.qualifiedName}`, object.facts.comment);
    const fill = context.fill(object.id);
    const serial = serialOf(context, object)?.type;
    if (fill === undefined)
      return [`${on} add column ${columnDefinition(object, { serial })}`, ...madeAgain(object, context), ...note];
    if (fill.instant) {
      const filled = { ...object, facts: { ...object.facts, default: fill.expression } };
      return [`${on} add column ${columnDefinition(filled)}`, setDefault(object), ...note];
    }
    return [
      `${on} add column ${columnDefinition(object, { notNull: false })}`,
      ...note,
      ...fillNulls(object, fill.expression, context),
      ...(object.facts.notNull ? setNotNull(object, context) : []),
    ];
  },
  drop: object => [`alter table ${object.parent.qualifiedName} drop column ${object.quotedName}`],
  alter: (from, to, facts, context) => {
    const generated = has(facts, 'generated') !== undefined;
    // a plain column cannot become generated, and a stored one cannot become virtual
    if (generated && !canBecome(from.facts.generated, to.facts.generated)) return undefined;
    if (isComputedAnew(from.facts.generated, to.facts.generated, context.version)) return undefined;
    return [
      ...(generated ? changeGenerated(to) : []),
      ...dropIdentity(from, to),
      ...dropNotNull(to, facts),
      ...changeType(from, to, facts, context),
      ...requireValue(to, facts, context),
      ...setIdentity(from, to),
      ...(has(facts, 'comment') ? [comment(`column ${to.qualifiedName}`, to.facts.comment)] : []),
    ];
  },
};

const canBecome = (from: Generated | null, to: Generated | null): boolean =>
  from !== null && from.kept === (to?.kept ?? 'stored');

/** The first version of PostgreSQL that changes the expression of a generated column where it stands. */
const SET_EXPRESSION = 170_000;

/** Whether a generated column is dropped and made again, as PostgreSQL cannot change what it is computed from. */
export const isComputedAnew = (from: Generated | null, to: Generated | null, version: number): boolean =>
  version < SET_EXPRESSION && to !== null && canBecome(from, to) && !sameWords(from?.expression ?? null, to.expression);

/** Rights on a column go with it. */
const madeAgain = (object: ColumnObject, context: Context): Draft[] =>
  objectOf(context.from, 'column', object.id) ? grantsOn(object, context) : [];

const alterColumn = (object: ColumnObject): string =>
  `alter table ${object.parent.qualifiedName} alter column ${object.quotedName}`;

const changeGenerated = (to: ColumnObject): Draft[] => [
  to.facts.generated === null
    ? `${alterColumn(to)} drop expression`
    : `${alterColumn(to)} set expression as (${to.facts.generated.expression})`,
];

/** The type with its default, which PostgreSQL would otherwise try to convert along. */
function changeType(from: ColumnObject, to: ColumnObject, facts: readonly FactDifference[], context: Context): Draft[] {
  // the type brings its columns along
  if (from.details.userType?.id === to.details.userType?.id && context.isMadeAnew(to.details.userType)) return [];
  const type = has(facts, 'type') ?? has(facts, 'collation');
  const changed = has(facts, 'default');
  if (!type) return changed ? [setDefault(to)] : [];
  const { using } = context.conversion(from, to);
  const collation = to.facts.collation ? ` collate ${to.facts.collation}` : '';
  return [
    ...(from.facts.default === null ? [] : [`${alterColumn(to)} drop default`]),
    `${alterColumn(to)} type ${to.facts.type}${collation}${using === undefined ? '' : ` using ${using}`}`,
    ...(to.facts.default === null ? [] : [setDefault(to)]),
  ];
}

const setDefault = (object: ColumnObject): string =>
  object.facts.default === null
    ? `${alterColumn(object)} drop default`
    : `${alterColumn(object)} set default ${object.facts.default}`;

const dropNotNull = (to: ColumnObject, facts: readonly FactDifference[]): Draft[] =>
  has(facts, 'notNull') && !to.facts.notNull ? [`${alterColumn(to)} drop not null`] : [];

function requireValue(to: ColumnObject, facts: readonly FactDifference[], context: Context): Draft[] {
  if (!has(facts, 'notNull') || !to.facts.notNull) return [];
  const fill = context.fill(to.id);
  return [...(fill ? fillNulls(to, fill.expression, context) : []), ...setNotNull(to, context)];
}

function fillNulls(object: ColumnObject, expression: string, context: Context): Draft[] {
  const sql = `update ${object.parent.qualifiedName} set ${object.quotedName} = ${expression} where ${object.quotedName} is null`;
  return [context.online(object.parent.id) ? alone(sql) : sql];
}

/** PostgreSQL does not look at the rows again when a valid check says that there is no null among them. */
function setNotNull(object: ColumnObject, context: Context): Draft[] {
  const set = `${alterColumn(object)} set not null`;
  if (!context.online(object.parent.id)) return [set];
  const table = `alter table ${object.parent.qualifiedName}`;
  const check = quoted(temporaryName(object.name, '_is_not_null'));
  return [
    `${table} add constraint ${check} check (${object.quotedName} is not null) not valid`,
    alone(`${table} validate constraint ${check}`),
    set,
    `${table} drop constraint ${check}`,
  ];
}

/** A column that gets another default or rule is the same for whatever reads it. */
export const keepsShape = (before: ColumnObject, after: ColumnObject): boolean => {
  const [old, now] = [words(before.facts), words(after.facts)];
  return (['type', 'collation', 'generated'] as const).every(fact => old[fact] === now[fact]);
};
