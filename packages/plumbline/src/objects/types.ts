import { qualifiedNameOf, quoted, temporaryName } from '../catalog/index.ts';
import type { Context } from './contract.ts';
import type { Draft } from './draft.ts';
import { type CatalogObject, type ColumnObject, objectOf, objectsOf, requireObject } from './model.ts';

/** The columns that have a type before and after, with values of their own: what is computed is computed again. */
function columnsWith({ from, to }: Context, type: string): ColumnObject[] {
  return objectsOf(to, 'column').filter(column => {
    const before = objectOf(from, 'column', column.id);
    const isComputed = column.facts.generated !== null || (before !== undefined && before.facts.generated !== null);
    return column.details.userType?.id === type && before?.details.userType?.id === type && !isComputed;
  });
}

/** Whether a table is partitioned by a value of a type that is made anew: its rows are converted while they are copied. */
export const waitsForCopy = (table: string | null, context: Context): boolean =>
  objectsOf(context.from, 'column').some(
    ({ id, parent, details }) =>
      parent.id === table && context.isMadeAnew(details.userType) && context.from.needs.get(id)?.has(parent.id),
  );

/** The name of a type that waits for its last column to go. */
const oldName = ({ name }: CatalogObject): string => temporaryName(name, '__old');

/**
 * Puts another type in the place of one that cannot be altered: it is set aside, the new one is made, and every column
 * moves to it. What drops it comes later, once nothing has it any more.
 *
 * @param word what statements call it: `domain`
 * @param define the statements that make the new one
 */
export function takePlace(
  word: string,
  from: CatalogObject,
  to: CatalogObject,
  define: readonly Draft[],
  context: Context,
): Draft[] {
  const columns = columnsWith(context, to.id).filter(({ parent }) => !waitsForCopy(parent.id, context));
  const before = (column: ColumnObject): ColumnObject => requireObject(context.from, 'column', column.id);
  const alter = ({ parent, quotedName }: ColumnObject): string =>
    `alter table ${parent.qualifiedName} alter column ${quotedName}`;
  return [
    renameOld(word, from),
    ...define,
    ...columns.filter(column => before(column).facts.default !== null).map(column => `${alter(column)} drop default`),
    ...columns.map(column => {
      const using = context.convert(column, before(column));
      return `${alter(column)} type ${column.facts.type}${using === undefined ? '' : ` using ${using}`}`;
    }),
    ...columns
      .filter(column => column.facts.default !== null)
      .map(column => `${alter(column)} set default ${column.facts.default}`),
  ];
}

/** Sets a type aside, so that something else can have its name. */
export const renameOld = (word: string, type: CatalogObject): string =>
  `alter ${word} ${type.qualifiedName} rename to ${quoted(oldName(type))}`;

/** Drops a type that was set aside. */
export const dropRenamed = (word: string, type: CatalogObject, defaultSchema: string): string =>
  `drop ${word} ${qualifiedNameOf(type.schema, oldName(type), defaultSchema)}`;
