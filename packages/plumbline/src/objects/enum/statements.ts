import { isDeepStrictEqual } from 'node:util';
import { literal } from '../../sql/index.ts';
import type { ColumnType, Context, Statements } from '../contract.ts';
import { alone, type Draft } from '../draft.ts';
import type { ColumnObject, EnumObject } from '../model.ts';
import { comment, commentNew, onlyComment } from '../text.ts';
import { takePlace } from '../types.ts';

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

/** PostgreSQL can neither take a value away nor move one, and what was added cannot be used before it is committed. */
const isMadeAnew = (before: EnumObject, after: EnumObject, mayGrow: boolean): boolean =>
  !sameLabels(before, after) && !(mayGrow && onlyAdds(before, after));

/** The expression that makes a value of the new type from one of the old, with what people decided about lost values. */
function convert(column: ColumnObject, before: ColumnObject, context: Context): string {
  const replaced = [...context.replacements(before.details.userType)];
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

/** Whether the values of a column are those of an enum, or lists of them. */
export const isEnumerated = ({ details }: Pick<ColumnObject, 'details'>): boolean => details.userType?.kind === 'enum';

export const columnType: ColumnType<'enum'> = {
  standIn: ({ facts }, name) => `create type ${name} as enum (${facts.labels.map(literal).join(', ')})`,
  isMadeAnew,
  word: 'type',
  convert,
};

export const statements: Statements<'enum'> = {
  create: object => [define(object), ...commentNew(`type ${object.qualifiedName}`, object.facts.comment)],
  drop: ({ qualifiedName }) => [`drop type ${qualifiedName}`],
  alter: (from, to, facts, context) => {
    if (onlyComment(facts)) return [comment(`type ${to.qualifiedName}`, to.facts.comment)];
    const growth = context.growth(from, to);
    if (!growth)
      return [
        ...takePlace('type', from, to, [define(to)], context),
        ...commentNew(`type ${to.qualifiedName}`, to.facts.comment),
      ];
    const note = facts.some(({ fact }) => fact === 'comment')
      ? [comment(`type ${to.qualifiedName}`, to.facts.comment)]
      : [];
    return [...addValues(from, to, growth === 'committed'), ...note];
  },
};
