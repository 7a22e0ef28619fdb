import type { ColumnFacts, SchemaFacts, TableFacts } from './reference.ts';

export type Sql = <Row>(text: string) => Promise<Row[]>;

/** What a table has beside the reference's facts. */
export interface ReadFacts extends SchemaFacts {
  comments: Record<string, string>;
  extensions: string[];
}

/** What the migrator keeps for itself. */
const TRACKING = 'mikro_orm_migrations%';
/** Objects that belong to an extension are the extension's business. */
const ownedByExtension = (catalog: string, oid: string) =>
  `exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

const TABLES = `select oid, relname from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like '${TRACKING}'`;

const COLUMNS = `
  select t.relname as owner, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         not a.attnotnull as nullable, pg_get_expr(d.adbin, d.adrelid) as otherwise
  from (${TABLES}) t
  join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  order by t.relname, a.attnum`;

const PARTS = `
  select t.relname as owner, 'constraints' as part, c.conname as name, pg_get_constraintdef(c.oid) as words
  from (${TABLES}) t join pg_constraint c on c.conrelid = t.oid and c.contype not in ('n', 't')
  union all
  select t.relname, 'indexes', i.relname, pg_get_indexdef(i.oid)
  from (${TABLES}) t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
  where not exists (select from pg_constraint c where c.conindid = i.oid and c.contype in ('p', 'u', 'x'))
  union all
  select t.relname, 'triggers', g.tgname, pg_get_triggerdef(g.oid)
  from (${TABLES}) t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
  order by 1, 2, 3`;

const ENUMS = `
  select t.typname as name, array_to_json(array_agg(e.enumlabel order by e.enumsortorder)) as values
  from pg_type t join pg_enum e on e.enumtypid = t.oid
  where t.typnamespace = 'public'::regnamespace group by t.oid order by 1`;

const FUNCTIONS = `
  select proname as name from pg_proc p
  where pronamespace = 'public'::regnamespace and not ${ownedByExtension('pg_proc', 'p.oid')} order by 1`;

const COMMENTS = `select t.relname as name, obj_description(t.oid, 'pg_class') as words from (${TABLES}) t order by 1`;

/** Reads the schema `public` out of the catalog, with nothing of the toolkit, in the words of the reference. */
export async function readFacts(sql: Sql): Promise<ReadFacts> {
  const tables: Record<string, Required<TableFacts>> = {};
  for (const column of await sql<{ owner: string; name: string; otherwise: string | null } & ColumnFacts>(COLUMNS)) {
    tables[column.owner] ??= { columns: {}, constraints: {}, indexes: {}, triggers: {} };
    const { owner, name, type, nullable, otherwise } = column;
    (tables[owner] as TableFacts).columns[name] = {
      type,
      nullable,
      ...(otherwise === null ? {} : { default: otherwise }),
    };
  }
  type Part = { owner: string; part: 'constraints' | 'indexes' | 'triggers'; name: string; words: string };
  for (const { owner, part, name, words } of await sql<Part>(PARTS)) {
    (tables[owner] as Required<TableFacts>)[part][name] = words;
  }
  const names = (rows: { name: string }[]) => rows.map(({ name }) => name);
  const enums = await sql<{ name: string; values: string[] }>(ENUMS);
  const comments = await sql<{ name: string; words: string }>(COMMENTS);
  return {
    enums: Object.fromEntries(enums.map(({ name, values }) => [name, values])),
    tables,
    functions: names(await sql(FUNCTIONS)),
    comments: Object.fromEntries(comments.map(({ name, words }) => [name, words])),
    extensions: names(await sql(`select extname as name from pg_extension where extname <> 'plpgsql' order by 1`)),
  };
}
