import { isDeepStrictEqual } from 'node:util';
import { beside, type ObjectId, qualified, quoted } from '../../catalog/index.ts';
import { literal } from '../../sql/index.ts';
import type { Context, Statements } from '../contract.ts';
import { alone, type Draft } from '../draft.ts';
import { type Catalog, type ColumnObject, type EnumObject, objectOf, objectsOf, requireObject } from '../model.ts';
import { comment, commentNew, onlyComment } from '../text.ts';

const define = (object: EnumObject): string =>
  `create type ${object.qualifiedName} as enum (${object.facts.labels.map(literal).join(', ')})`;

/** Whether two types have the same values in the same order. */
export const sameLabels = (from: EnumObject, to: EnumObject): boolean =>
  isDeepStrictEqual(from.facts.labels, to.facts.labels);

/** Whether the values only grow: all that are there stay, in their order. */
export function onlyAdds(from: EnumObject, to: EnumObject): boolean {
  const kept = to.facts.labels.filter(label => from.facts.labels.includes(label));
  return kept.length === from.facts.labels.length && kept.every((label, i) => label === from.facts.labels[i]);
}

/** `add value` for each new one, beside a neighbour that is already there. */
function addValues(from: EnumObject, to: EnumObject, commitFirst: boolean): Draft[] {
  const alter = (sql: string): Draft => (commitFirst ? alone(sql) : sql);
  const there = from.facts.labels;
  return to.facts.labels.flatMap((label, i, all) => {
    if (there.includes(label)) return [];
    const before = all[i - 1];
    const next = there[0];
    const place =
      before !== undefined ? ` after ${literal(before)}` : next !== undefined ? ` before ${literal(next)}` : '';
    return [alter(`alter type ${to.qualifiedName} add value ${literal(label)}${place}`)];
  });
}

/** Whether a type is made anew, with all columns that have it. */
export function isMadeAnew(type: ObjectId<'enum'> | null, context: Context): boolean {
  const [before, after] = [objectOf(context.from, 'enum', type?.id), objectOf(context.to, 'enum', type?.id)];
  return before !== undefined && after !== undefined && !sameLabels(before, after) && !context.growth(before, after);
}

/** The columns that have the type before and after, with values of their own: what is computed is computed again. */
function columnsOfEnum({ from, to }: Context, id: string): ColumnObject[] {
  return objectsOf(to, 'column').filter(column => {
    const before = from.objects.get(column.id);
    const isComputed =
      column.facts.generated !== null || (before?.kind === 'column' && before.facts.generated !== null);
    return column.details.enum?.id === id && before?.kind === 'column' && before.details.enum?.id === id && !isComputed;
  });
}

/** Whether a table is partitioned by a value of a type that is made anew: its rows are converted while they are copied. */
export const waitsForCopy = (table: string | null, context: Context): boolean =>
  objectsOf(context.from, 'column').some(
    ({ id, parent, details }) =>
      parent.id === table && isMadeAnew(details.enum, context) && context.from.needs.get(id)?.has(parent.id),
  );

/**
 * PostgreSQL can neither take a value away nor move one, and what was added cannot be used before it is committed. A
 * type that is made in the transaction can: the old one is set aside, every column moves to the new one by its text.
 */
function rebuild(from: EnumObject, to: EnumObject, context: Context): Draft[] {
  const columns = columnsOfEnum(context, to.id).filter(({ parent }) => !waitsForCopy(parent.id, context));
  const before = (column: ColumnObject): ColumnObject => requireObject(context.from, 'column', column.id);
  return [
    `alter type ${from.qualifiedName} rename to ${quoted(aside(from))}`,
    define(to),
    ...columns
      .filter(column => before(column).facts.default !== null)
      .map(column => `alter table ${column.parent.qualifiedName} alter column ${column.quotedName} drop default`),
    ...columns.map(column => {
      const using = convertValues(column, before(column), context);
      return `alter table ${column.parent.qualifiedName} alter column ${column.quotedName} type ${column.facts.type} using ${using}`;
    }),
    ...columns
      .filter(column => column.facts.default !== null)
      .map(
        column =>
          `alter table ${column.parent.qualifiedName} alter column ${column.quotedName} set default ${column.facts.default}`,
      ),
    ...commentNew(`type ${to.qualifiedName}`, to.facts.comment),
  ];
}

/** The name of a type that waits for its last column to go. */
const aside = ({ name }: EnumObject): string => beside(name, '__old');

/** Drops the type that another was made in the place of. */
export const dropReplaced = (type: EnumObject, { defaultSchema }: Catalog): string =>
  `drop type ${qualified(type.schema, aside(type), defaultSchema)}`;

/** The expression that makes a value of the new type from one of the old, with what people decided about lost values. */
export function convertValues(column: ColumnObject, before: ColumnObject, context: Context): string {
  const replaced = [...context.replacements(before.details.enum)];
  const { quotedName } = column;
  const type = column.facts.type;
  if (column.details.array && before.details.array) {
    const texts = replaced.reduce(
      (text, [lost, now]) => `array_replace(${text}, ${literal(lost)}, ${literal(now)})`,
      `${quotedName}::text[]`,
    );
    return `${texts}::${type}`;
  }
  if (column.details.array !== before.details.array)
    return context.conversion(before, column).using ?? `${quotedName}::text::${type}`;
  if (replaced.length === 0) return `${quotedName}::text::${type}`;
  return `(case ${quotedName}::text ${replaced.map(([lost, now]) => `when ${literal(lost)} then ${literal(now)}`).join(' ')} else ${quotedName}::text end)::${type}`;
}

export const statements: Statements<'enum'> = {
  create: object => [define(object), ...commentNew(`type ${object.qualifiedName}`, object.facts.comment)],
  drop: ({ qualifiedName }) => [`drop type ${qualifiedName}`],
  alter: (from, to, facts, context) => {
    if (onlyComment(facts)) return [comment(`type ${to.qualifiedName}`, to.facts.comment)];
    const growth = context.growth(from, to);
    if (!growth) return rebuild(from, to, context);
    const note = facts.some(({ fact }) => fact === 'comment')
      ? [comment(`type ${to.qualifiedName}`, to.facts.comment)]
      : [];
    return [...addValues(from, to, growth === 'committed'), ...note];
  },
};
