import type { ObjectId } from '../catalog/index.ts';
import type { ColumnObject } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { expressionTree, identifier, literal, literalsOf } from '../sql/index.ts';
import { DIFFERING, differentInOnePlace, SAMPLES } from './samples.ts';

/** Texts that one type or another takes for a value: each type takes what it takes. */
const TEXTS = [
  ...['1', '2', '0', '-7', '42', '1.25', '123456.789', 'true', 'false', 'a', 'b c', 'Some Text', 'x,y', '{}', '[]'],
  ...[
    '1999-12-31 08:00:01.25',
    '2024-01-15 10:30:00',
    '2024-07-01 23:45:30.123456',
    '2024-07-01 23:45:30.5-05',
    '01/02/2024',
    '10:11:12',
    '23:59',
  ],
  ...['1 day 02:03:04', '2 mons', '{a,b}', '{1,2}', '{2024-01-15 10:30:00,2024-07-01 23:45:30}', '{"a": 1}', '[1, 2]'],
  ...['"x"', '[1,5)', '[2024-01-15 10:30:00,2024-07-01 23:45:30)', '10.0.0.1', '192.168.1.5/24', '(1,2)', 'B', '\\x01'],
  ...['00000000-0000-4000-8000-000000000001', '11111111-1111-4111-8111-111111111112'],
];

/** Settings of a session that conversions may depend on. */
export interface SessionSettings {
  zone?: string;
  dateStyle?: string;
  intervalStyle?: string;
}

/** What becomes of a value, both as texts that no setting of a session changes. */
export interface Outcome {
  value: string;
  result: string | null;
}

interface Trial {
  /** A type that the column has instead of its own. */
  as?: string;
  /** Makes the value that comes out, of the columns of the table; PostgreSQL converts by itself where it is absent. */
  using?: string | undefined;
  /** The type that what comes out is stored in. */
  type: string;
  /** A second conversion, of what the first one stored. */
  next?: { using?: string | undefined; type: string };
  settings?: SessionSettings;
  /** The values to try; many of every kind where it is absent. */
  texts?: readonly string[];
}

async function samplesOf(shadow: Shadow, { details }: ColumnObject): Promise<string[]> {
  const samples =
    details.userType === null ? (SAMPLES[details.baseType] ?? []) : await labelsOf(shadow, details.userType);
  return details.array ? samples.map(text => `{${JSON.stringify(text)}}`) : samples;
}

/** Values of a column's own type of which pairs differ in one place only; of a list, also in what is behind the first. */
async function differingOf(shadow: Shadow, column: ColumnObject): Promise<string[]> {
  const { category, userType: enumeration } = column.details;
  const whole = enumeration === null ? [...(DIFFERING[category] ?? [])] : [];
  const samples = [
    ...(await samplesOf(shadow, column)),
    ...whole.map(text => (column.details.array ? `{${text}}` : text)),
  ];
  const near = enumeration === null ? samples.flatMap(differentInOnePlace) : [];
  if (!column.details.array) return [...samples, ...near];
  const [first = '{1}', second = '{2}'] = samples;
  const list = (...parts: string[]): string => `{${parts.map(part => part.slice(1, -1)).join(',')}}`;
  return [
    ...samples,
    ...near,
    first,
    second,
    list(first, second),
    list(first, first),
    list(first, second, first),
    '{}',
  ];
}

/** The values of an enum as it is on the shadow. */
async function labelsOf(shadow: Shadow, { qualifiedName }: ObjectId): Promise<string[]> {
  const type = literal(qualifiedName);
  const rows = await shadow.query<{ label: string }>(
    `select enumlabel as label from pg_catalog.pg_enum where enumtypid operator(pg_catalog.=) pg_catalog.to_regtype(${type})`,
  );
  return rows.map(({ label }) => label);
}

const ROW = 'plumbline_n';

/**
 * Tries a conversion on values of a column's type, in a copy of the column's table without rules. PostgreSQL decides what
 * the type takes and what comes out; a value that is refused on the way is left out. Needs the shadow's open transaction.
 */
export async function outcomesOf(
  shadow: Shadow,
  column: ColumnObject,
  { as, using, type, next, settings = {}, texts: given }: Trial,
): Promise<Outcome[]> {
  const every = async (): Promise<string[]> => [
    ...literalsOf(await expressionTree(using ?? column.quotedName)),
    ...(await samplesOf(shadow, column)),
    ...TEXTS,
  ];
  const texts = [...new Set(given ?? (await every()))];
  const old = identifier(column.parent.name);
  const ended = next ? 'plumbline_next' : 'plumbline_made';
  const convert = (into: string, from: string, expression = column.quotedName): string =>
    `insert into pg_temp.${into} (${ROW}, ${column.quotedName}) select ${ROW}, ${expression} from pg_temp.${from} where ${ROW} = `;
  const loop = `
    declare one record;
    begin
      for one in select t, n from unnest(array[${texts.map(literal).join(', ')}]) with ordinality u (t, n) loop
        begin
          execute ${literal(`insert into pg_temp.${old} (${ROW}, ${column.quotedName}) values (`)} || one.n || ', ' || quote_literal(one.t) || ')';
          ${setting(settings)}
          execute ${literal(convert('plumbline_made', old, using))} || one.n;
          ${next ? `execute ${literal(convert('plumbline_next', 'plumbline_made', next.using))} || one.n;` : ''}
          ${setting({})}
        exception when others then null;
        end;
      end loop;
    end`;
  await shadow.run('savepoint plumbline_trial');
  try {
    await shadow.run(`
      do ${literal(`begin ${setting({})} end`)};
      create temporary table ${old} as select * from ${column.parent.qualifiedName} limit 0;
      alter table pg_temp.${old} add column ${ROW} bigint;
      ${as === undefined ? '' : `alter table pg_temp.${old} alter column ${column.quotedName} type ${as} using null;`}
      create temporary table plumbline_made (${ROW} bigint, ${column.quotedName} ${type});
      create temporary table plumbline_next (${ROW} bigint, ${column.quotedName} ${next?.type ?? type});
      do ${literal(loop)}`);
    return await shadow.query<Outcome>(`
      select distinct o.${column.quotedName}::text as value, e.${column.quotedName}::text as result
      from pg_temp.${old} o join pg_temp.${ended} e using (${ROW})`);
  } catch {
    return [];
  } finally {
    await shadow.run('rollback to savepoint plumbline_trial; release savepoint plumbline_trial');
  }
}

const setting = ({ zone = 'UTC', dateStyle = 'ISO, MDY', intervalStyle = 'postgres' }: SessionSettings): string =>
  Object.entries({ TimeZone: zone, DateStyle: dateStyle, IntervalStyle: intervalStyle })
    .map(([name, value]) => `perform pg_catalog.set_config('${name}', '${value}', true);`)
    .join(' ');

/** Whether values that differ all become the same: then the conversion keeps nothing of them, whatever it reads. */
export async function losesAll(shadow: Shadow, column: ColumnObject, trial: Trial): Promise<boolean> {
  const outcomes = await outcomesOf(shadow, column, trial);
  return outcomes.length > 1 && new Set(outcomes.map(({ result }) => result)).size === 1;
}

/** Whether some values of the column's own type that differ become the same, or nothing: a part of each is left out. */
export async function losesSome(shadow: Shadow, column: ColumnObject, trial: Trial): Promise<boolean> {
  const outcomes = await outcomesOf(shadow, column, { ...trial, texts: await differingOf(shadow, column) });
  return new Set(outcomes.flatMap(({ result }) => result ?? [])).size < outcomes.length;
}

/** Which settings of the session decide what comes out of a conversion. */
export async function settingsThatMatter(
  shadow: Shadow,
  column: ColumnObject,
  trial: Trial,
): Promise<{ zone: boolean; style: boolean }> {
  const under = async (settings: SessionSettings): Promise<string> =>
    JSON.stringify(
      (await outcomesOf(shadow, column, { ...trial, settings })).map(({ value, result }) => [value, result]).sort(),
    );
  const plain = await under({});
  return {
    // so far from UTC that times of day fall on another date
    zone: (await under({ zone: '<+14>-14' })) !== plain,
    style: (await under({ dateStyle: 'SQL, DMY', intervalStyle: 'iso_8601' })) !== plain,
  };
}
