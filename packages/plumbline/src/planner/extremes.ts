import { type Catalog, type ColumnObject, type Conversion, objectOf } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { literal } from '../sql/index.ts';

/** Values at both ends of a type, by its name without a modifier: what takes them takes what is between. */
const EXTREMES: Record<string, string[]> = {
  boolean: ['true', 'false'],
  smallint: ['-32768', '32767'],
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
  real: ['-3.4e38', '3.4e38', '1e-37', 'NaN', 'Infinity'],
  'double precision': ['-1.7e308', '1.7e308', '1e-300', 'NaN', 'Infinity'],
  uuid: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  json: ['{"a": [1, "x", null, true]}', '[]', '"x"', '1e9', 'null'],
  jsonb: ['{"a": [1, "x", null, true]}', '[]', '"x"', '1e9', 'null'],
  date: ['0001-01-01', '9999-12-31', '-infinity', 'infinity'],
  'timestamp without time zone': ['0001-01-01', '9999-12-31 23:59:59.999999', '-infinity', 'infinity'],
  'timestamp with time zone': ['0001-01-01', '9999-12-31 23:59:59.999999', '-infinity', 'infinity'],
  'time without time zone': ['00:00', '23:59:59.999999', '24:00'],
  'time with time zone': ['00:00+15:59', '24:00-15:59'],
  interval: ['-1000 years', '1000 years', '12 days 03:04:05.999999'],
  inet: ['0.0.0.0', '10.1.2.3/8', '::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/1'],
  cidr: ['0.0.0.0/0', '255.255.255.255', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
};

/** As long as a text without a limit is taken to be where the new type has none. */
const LONG = 100;

/** SQL for the values at the ends of a column's type; nothing where they are not known. */
function extremesOf(from: Catalog, { details }: ColumnObject, after: ColumnObject): string[] {
  const { baseType, category, modifier } = details;
  if (details.userType !== null) return (objectOf(from, 'enum', details.userType.id)?.facts.labels ?? []).map(literal);
  if (category === 'S') {
    // PostgreSQL stores a limit with the four bytes that it keeps it in
    const length = modifier > 4 ? modifier - 4 : Math.max(LONG, after.details.modifier);
    return [`pg_catalog.repeat('x', ${length})`, ...['', '\\', "'"].map(literal)];
  }
  if (baseType === 'numeric') {
    // PostgreSQL packs both into one number, the scale with a sign in its last eleven bits (source: numeric.c)
    const packed = modifier - 4;
    const [precision, scale] = [packed >> 16, ((packed & 0x7ff) ^ 0x400) - 0x400];
    const largest = modifier === -1 ? '9e999' : `${'9'.repeat(precision)}e${-scale}`;
    return [`-${largest}`, largest, '0.5', 'NaN'].map(literal);
  }
  return (EXTREMES[baseType] ?? []).map(literal);
}

/**
 * Whether a conversion may refuse a value, tried on the shadow with those at the ends of the type. One of a type that is
 * not known so well may, and so does a domain's rule.
 */
export async function mayRefuse(
  shadow: Shadow,
  { from, to, before, after }: { from: Catalog; to: Catalog; before: ColumnObject; after: ColumnObject },
  { using }: Conversion,
): Promise<boolean> {
  const enumeration = objectOf(to, 'enum', after.details.userType?.id);
  if (enumeration) {
    const labels = objectOf(from, 'enum', before.details.userType?.id)?.facts.labels;
    return !labels?.every(label => enumeration.facts.labels.includes(label));
  }
  const extremes = before.details.array ? [] : extremesOf(from, before, after);
  if (extremes.length === 0) return true;
  const name = after.quotedName;
  const refusal = await shadow.refusal([
    `create temporary table plumbline_ends (${name} ${before.facts.type})`,
    ...extremes.map(value => `insert into plumbline_ends values (${value})`),
    `alter table plumbline_ends alter column ${name} type ${after.facts.type}${using === undefined ? '' : ` using ${using}`}`,
    `do $$ begin
      if exists (select from pg_attribute join pg_type t on t.oid = atttypid where attrelid = 'plumbline_ends'::regclass and attnum > 0 and typtype = 'd')
      then raise 'its rule may be about what is between'; end if;
    end $$`,
  ]);
  return refusal !== undefined;
}
