import { type Catalog, type ColumnObject, kindOf, objectOf } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { literal } from '../sql/index.ts';

/** Values that say nothing, for one type or another. */
const NOTHINGS = ['', '0', 'false', '{}', 'epoch', '00000000-0000-0000-0000-000000000000', 'empty', '0.0.0.0'];

const STAND_IN = 'pg_temp.plumbline_type';

/**
 * What rows get in a required column that comes back on the way down: the values went with the column, its shape is
 * what can be restored. PostgreSQL is asked which value the type takes.
 */
export async function placeholderValue(shadow: Shadow, to: Catalog, column: ColumnObject): Promise<string | undefined> {
  const { userType: type, array, baseType, modifier } = column.details;
  if (array) return literal('{}');
  const known = objectOf(to, 'enum', type?.id);
  if (known) return literal(known.facts.labels[0] ?? '');
  // the shadow may have another type of that name, or none yet
  const made = to.objects.get(type?.id ?? '');
  const standIn = made && kindOf(made).columnType?.standIn(made, STAND_IN);
  const [makes, asked] = standIn === undefined ? [[], column.facts.type] : [[standIn], STAND_IN];
  const zeros = Array.from({ length: Math.max(modifier, 1) }, () => 0);
  for (const text of [...NOTHINGS, `[${zeros.join(',')}]`, zeros.join(''), `{}/${modifier}`]) {
    const value = literal(text);
    if (!(await shadow.refusal([...makes, `select ${value}::${asked}`])))
      return baseType === 'text' ? value : `${value}::${column.facts.type}`;
  }
  return undefined;
}
