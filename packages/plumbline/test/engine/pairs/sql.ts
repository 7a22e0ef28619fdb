import { bodies } from './functions.ts';
import type { Column, Index, Model, Rule, Table, View } from './model.ts';
import { enumFamily, type Family, isVector, TYPES } from './types.ts';

/** A column of a table or view that was made, for what comes after it. */
interface Known {
  name: string;
  type: string;
  family: Family;
  /** Whether it is computed when it is read, so that nothing can be built on it. */
  virtual: boolean;
  computed: boolean;
}

interface Relation {
  sql: string;
  columns: Known[];
  /** Columns that others can refer to. */
  key: Known[];
}

/** Lists of a domain: what can be said of any value. */
const PLAIN: Family = {
  defaults: [],
  checks: [c => `${c} is not null`],
  derived: [c => ({ type: 'boolean', expression: `${c} is null` })],
  methods: [],
  comparable: false,
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(all.length, 1)];
const family = (type: string): Family => TYPES[type] as Family;

const isUnlogged = ({ unlogged, partitions }: Table): boolean => unlogged && !partitions;

/** Writes a schema as statements that PostgreSQL takes as they are; of two things with one name the first counts. */
export function sqlOf(model: Model): string[] {
  const statements: string[] = [];
  const say = (sql: string): void => void statements.push(sql);
  const note = (on: string, comment: string | null): void => {
    if (comment !== null) say(`comment on ${on} is ${literal(comment)}`);
  };
  const names = new Set<string>();
  /** The name as SQL, unless it is taken. Relations, indexes and types share their names. */
  const claim = (name: string, away: boolean): string | undefined => {
    const [schema] = model.schemas;
    const sql = away && schema ? `${quoted(schema.name)}.${quoted(name)}` : quoted(name);
    return names.size < names.add(sql).size ? sql : undefined;
  };

  const used = model.tables.flatMap(({ columns }) => columns.map(({ type }) => type));
  if (used.some(type => typeof type === 'string' && isVector(type))) say('create extension vector');
  for (const { name, comment } of model.schemas.slice(0, 1)) {
    say(`create schema ${quoted(name)}`);
    note(`schema ${quoted(name)}`, comment);
  }
  const enums = model.enums.flatMap(({ name, labels, comment }) => {
    const sql = claim(name, false);
    const values = [...new Set(labels.map(({ label }) => label))];
    if (!sql) return [];
    say(`create type ${sql} as enum (${values.map(literal).join(', ')})`);
    note(`type ${sql}`, comment);
    return values.length === 0 ? [] : [{ sql, labels: values }];
  });
  const domains = model.domains.flatMap(({ name, over, checks, default: value, comment }) => {
    const [type, kind] = typeOf(over, { enums, domains: [] });
    const sql = claim(name, false);
    if (!sql) return [];
    const given = value === null ? undefined : pick(kind.defaults, value);
    say(`create domain ${sql} as ${type}${given === undefined ? '' : ` default ${given}`}`);
    const own = new Set<string>();
    for (const check of checks) {
      const condition = pick(kind.checks, check.how)?.('value');
      if (condition === undefined || own.size === own.add(check.name).size) continue;
      say(`alter domain ${sql} add constraint ${check.name} check (${condition})${check.valid ? '' : ' not valid'}`);
      note(`constraint ${check.name} on domain ${sql}`, check.comment);
    }
    note(`domain ${sql}`, comment);
    // PostgreSQL compares no values of one over an enum, other than in its own rules
    return [{ sql, kind: typeof over === 'number' ? PLAIN : kind }];
  });
  const sequences = model.sequences.flatMap(({ name, increment, cycle }) => {
    const sql = claim(name, false);
    if (sql) say(`create sequence ${sql} increment by ${increment}${cycle ? ' cycle' : ''}`);
    return sql ? [sql] : [];
  });
  const functions = bodies(model.functions, enums[0]?.sql);
  for (const { sql, called } of functions.values()) {
    say(sql);
    if (called === 'touch()') say(`grant execute on function ${called} to app_user`);
  }

  const made: { table: Table; relation: Relation }[] = [];
  for (const table of model.tables) {
    const sql = claim(table.name, table.away);
    if (!sql) continue;
    const lines: string[] = [];
    const relation: Relation = { sql, columns: [], key: [] };
    const add = (
      name: string,
      type: string,
      kind: Family,
      rest: string,
      computed: '' | 'stored' | 'virtual' = '',
    ): Known => {
      const known = { name, type, family: kind, computed: computed !== '', virtual: computed === 'virtual' };
      lines.push(`${quoted(name)} ${type}${rest}`);
      relation.columns.push(known);
      return known;
    };
    keyColumns(table, add, relation);
    for (const column of table.columns) addColumn(column, relation, { enums, domains, sequences, functions }, add);
    if (relation.key.length > 0) lines.push(`primary key (${relation.key.map(({ name }) => quoted(name)).join(', ')})`);
    const options = table.fillfactor !== null && !table.partitions ? ` with (fillfactor=${table.fillfactor})` : '';
    say(
      `create ${isUnlogged(table) ? 'unlogged ' : ''}table ${sql} (${lines.join(', ')})${partitionBy(table)}${options}`,
    );
    note(`table ${sql}`, table.comment);
    for (const { name, comment } of table.columns) {
      if (relation.columns.some(known => known.name === name)) note(`column ${sql}.${quoted(name)}`, comment);
    }
    for (const part of parts(table)) {
      const own = claim(`${table.name.slice(0, 40)}_${part.name}`, table.away);
      if (own) say(`create table ${own} partition of ${sql} ${part.bound}`);
    }
    made.push({ table, relation });
  }
  for (const { table, relation } of made) {
    const constraints = new Set<string>();
    for (const rule of table.rules) {
      const definition = ruleSql(rule, table, relation, functions.has('is_ok'));
      const name = `${table.name.slice(0, 30)}_${rule.name}`;
      const isIndex = rule.kind !== 'check';
      if (!definition || constraints.size === constraints.add(name).size || (isIndex && !claim(name, table.away)))
        continue;
      say(`alter table ${relation.sql} add constraint ${quoted(name)} ${definition}`);
      note(`constraint ${quoted(name)} on ${relation.sql}`, rule.comment);
    }
    for (const index of table.indexes) {
      const definition = indexSql(index, relation, table, functions.has('is_ok'));
      const name = `${table.name.slice(0, 30)}_${index.name}`;
      if (!definition || !claim(name, table.away)) continue;
      say(`create ${definition.unique ? 'unique ' : ''}index ${quoted(name)} on ${relation.sql} ${definition.sql}`);
      note(`index ${namespace(relation.sql)}${quoted(name)}`, index.comment);
    }
  }
  for (const { table, relation } of made) {
    for (const { column, target, notNull, action } of table.references) {
      const other = pick(
        made.filter(({ relation: { key } }) => key.length > 0),
        target,
      );
      const columns = other?.relation.key.map((key, i) => ({
        name: i === 0 ? column : `${column}_${i}`,
        type: key.type,
      }));
      if (!other || !columns || columns.some(({ name }) => relation.columns.some(known => known.name === name)))
        continue;
      if (isUnlogged(other.table) && !isUnlogged(table)) continue;
      if ((other.table.partitions || table.partitions) && action === 'not valid') continue;
      for (const { name, type } of columns) {
        say(
          `alter table ${relation.sql} add column ${quoted(name)} ${type}${notNull && !action.includes('set null') ? ' not null' : ''}`,
        );
        relation.columns.push({ name, type, family: family(type), virtual: false, computed: false });
      }
      const [own, theirs] = [columns, other.relation.key].map(all => all.map(({ name }) => quoted(name)).join(', '));
      say(
        `alter table ${relation.sql} add constraint ${quoted(`${column} of ${table.name.slice(0, 20)}`)} foreign key (${own}) references ${other.relation.sql} (${theirs}) ${action}`,
      );
    }
  }
  const relations = made.map(({ relation }) => relation);
  let canFill = true;
  for (const view of model.views) {
    const source = pick(relations, view.source);
    const sql = source && claim(view.name, view.away);
    if (!source || !sql) continue;
    const { select, columns } = viewSql(view, source, relations);
    // what reads a view that is not filled cannot be filled either
    canFill &&= !view.materialized || !view.barrier;
    say(
      `create ${view.materialized ? 'materialized ' : ''}view ${sql}${view.barrier && !view.materialized ? ' with (security_barrier)' : ''} as ${select}${view.materialized && !canFill ? ' with no data' : ''}`,
    );
    note(`${view.materialized ? 'materialized ' : ''}view ${sql}`, view.comment);
    if (view.comment !== null && columns[0]) note(`column ${sql}.${quoted(columns[0].name)}`, view.comment);
    if (view.name === 'overview') say(`grant select on ${sql} to app_user`);
    const sorted = columns.find(({ family }) => family.comparable);
    const indexName = `${view.name}_index`;
    if (view.materialized && view.indexed && sorted && claim(indexName, view.away))
      say(`create index ${quoted(indexName)} on ${sql} (${quoted(sorted.name)})`);
    relations.push({ sql, columns, key: [] });
  }
  for (const { table, relation } of made) {
    const own = new Set<string>();
    const isNew = (name: string): boolean => own.size < own.add(name).size;
    const plain = relation.columns.filter(({ computed, family }) => !computed && family.comparable);
    if (functions.has('touch')) {
      for (const { name, when, column, disabled } of table.triggers) {
        if (!isNew(name)) continue;
        const known = pick(plain, column ?? 0);
        const watched = column !== null && known ? ` of ${quoted(known.name)}` : '';
        const condition =
          when && known ? ` when (old.${quoted(known.name)} is distinct from new.${quoted(known.name)})` : '';
        say(
          `create trigger ${quoted(name)} before update${watched} on ${relation.sql} for each row${condition} execute function touch()`,
        );
        if (disabled) say(`alter table ${relation.sql} disable trigger ${quoted(name)}`);
      }
    }
    const policies = new Set<string>();
    for (const { name, command, column } of table.policies) {
      const known = pick(relation.columns, column);
      if (known && policies.size < policies.add(name).size)
        say(
          `create policy ${quoted(name)} on ${relation.sql} for ${command} to app_user using (${quoted(known.name)} is not null)`,
        );
    }
    if (table.security) say(`alter table ${relation.sql} enable row level security`);
  }
  return statements;
}

const namespace = (sql: string): string => (sql.includes('"."') ? `${sql.slice(0, sql.indexOf('"."') + 1)}.` : '');

type Add = (name: string, type: string, kind: Family, rest: string, computed?: '' | 'stored' | 'virtual') => Known;

/** The columns that make up the key, and the one that says in which partition a row stands. */
function keyColumns({ key, partitions }: Table, add: Add, relation: Relation): void {
  const bigint = family('bigint');
  const by = partitions && partitions.by !== 'hash' ? partitions : null;
  const id = {
    identity: () => add('id', 'bigint', bigint, ' generated by default as identity'),
    always: () => add('id', 'bigint', bigint, ' generated always as identity (start with 100)'),
    serial: () => add('id', 'integer', family('integer'), ' not null'),
    uuid: () => add('id', 'uuid', family('uuid'), ' default gen_random_uuid()'),
    text: () => add('id', 'text', family('text'), ''),
    composite: () => add('id', 'bigint', bigint, ''),
    none: () => (partitions ? add('id', 'bigint', bigint, '') : undefined),
  }[key]();
  const place =
    by &&
    (by.by === 'list'
      ? add('region', 'text', family('text'), ' not null')
      : add('at', 'date', family('date'), ' not null'));
  const part = key === 'composite' ? add('part', 'text', family('text'), '') : undefined;
  if (key !== 'none') relation.key = [id, part, place].filter(column => column !== null && column !== undefined);
}

const partitionBy = ({ partitions }: Table): string =>
  partitions ? ` partition by ${partitions.by} (${{ list: 'region', range: 'at', hash: 'id' }[partitions.by]})` : '';

function parts({ partitions }: Table): { name: string; bound: string }[] {
  return (partitions?.parts ?? []).map(n => {
    if (partitions?.by === 'hash') return { name: `h${n}`, bound: `for values with (modulus 3, remainder ${n})` };
    if (n === 2) return { name: 'rest', bound: 'default' };
    if (partitions?.by === 'list')
      return { name: `l${n}`, bound: `for values in (${n === 0 ? `'eu', 'uk'` : `'us'`})` };
    return { name: `r${n}`, bound: `for values from ('${2024 + n}-01-01') to ('${2025 + n}-01-01')` };
  });
}

interface Surroundings {
  enums: { sql: string; labels: string[] }[];
  domains: { sql: string; kind: Family }[];
  sequences: string[];
  functions: ReadonlyMap<string, unknown>;
}

function addColumn(
  column: Column,
  relation: Relation,
  { enums, domains, sequences, functions }: Surroundings,
  add: Add,
): void {
  if (relation.columns.some(({ name }) => name === column.name)) return;
  const source =
    column.computed &&
    pick(
      relation.columns.filter(({ computed }) => !computed),
      column.computed.from,
    );
  if (column.computed && source) {
    const { type, expression } = (
      pick(source.family.derived, column.computed.how) as NonNullable<Family['derived'][number]>
    )(quoted(source.name));
    const isOwn = domains.some(({ sql }) => source.type.startsWith(sql));
    const kind = column.computed.virtual && !isVector(source.type) && !isOwn ? 'virtual' : 'stored';
    add(column.name, type, family(type), ` generated always as (${expression}) ${kind}`, kind);
    return;
  }
  const [type, kind] = typeOf(column.type, { enums, domains });
  const collation = column.collation && type === 'text' ? ' collate "C"' : '';
  const extra =
    type === 'text' && functions.has('next_code')
      ? ['next_code()']
      : kind === family('bigint')
        ? sequences.map(name => `nextval(${literal(name)})`)
        : [];
  const value = column.default === null ? undefined : pick([...kind.defaults, ...extra], column.default);
  add(
    column.name,
    type,
    kind,
    `${collation}${value === undefined ? '' : ` default ${value}`}${column.notNull ? ' not null' : ''}`,
  );
}

function typeOf(type: Column['type'], { enums, domains }: Pick<Surroundings, 'enums' | 'domains'>): [string, Family] {
  if (typeof type === 'string') return [type, family(type)];
  if (typeof type === 'object') {
    const domain = pick(domains, type.domain);
    if (!domain) return ['text', family('text')];
    // a default of the domain's own, and conditions that a value of it meets as one of its type
    return type.array ? [`${domain.sql}[]`, PLAIN] : [domain.sql, { ...domain.kind, defaults: [] }];
  }
  const chosen = pick(enums, Math.abs(type));
  if (!chosen) return ['text', family('text')];
  const isArray = type < 0;
  return [`${chosen.sql}${isArray ? '[]' : ''}`, enumFamily(chosen.sql, chosen.labels, isArray)];
}

function ruleSql({ kind, columns, how }: Rule, table: Table, relation: Relation, isOk: boolean): string | undefined {
  if (kind === 'check') {
    const column = pick(relation.columns, columns[0] ?? 0);
    if (!column) return undefined;
    const conditions = [
      ...column.family.checks,
      ...(isOk && column.family === family('text') ? [(name: string) => `is_ok(${name})`] : []),
    ];
    // what is computed when it is read may not call functions of people's
    const usable = column.virtual ? column.family.checks : conditions;
    const valid = how % 7 === 6 && !table.partitions ? ' not valid' : '';
    return `check (${(pick(usable, how) as (name: string) => string)(quoted(column.name))})${valid}`;
  }
  if (table.partitions) return undefined;
  const keys = distinct(
    columns,
    relation.columns.filter(({ family, virtual }) => family.comparable && !virtual),
  );
  if (keys.length === 0) return undefined;
  const names = keys.map(({ name }) => quoted(name));
  if (kind === 'exclude')
    return `exclude using btree (${names[0]} with =)${how % 2 === 0 ? '' : ` where (${names[0]} is not null)`}`;
  const rest = {
    unique: '',
    'nulls not distinct': ' nulls not distinct',
    deferrable: ' deferrable initially deferred',
  }[kind];
  return `unique${kind === 'nulls not distinct' ? rest : ''} (${names.join(', ')})${kind === 'deferrable' ? rest : ''}`;
}

const distinct = (numbers: readonly number[], all: readonly Known[]): Known[] => [
  ...new Set(numbers.flatMap(n => pick(all, n) ?? [])),
];

function indexSql(
  index: Index,
  relation: Relation,
  table: Table,
  isOk: boolean,
): { unique: boolean; sql: string } | undefined {
  const real = relation.columns.filter(({ virtual, family }) => !virtual && family.methods.length > 0);
  const keys = distinct(index.columns, real);
  const [first] = keys;
  if (!first) return undefined;
  const [method, operators] = (pick(first.family.methods, index.method) as string).split(' ');
  const unique = index.unique && method === 'btree' && !table.partitions;
  const condition = index.where === null || !index.where ? undefined : pick(real, index.where);
  const where = condition ? ` where ${quoted(condition.name)} is not null` : '';
  if (index.expression && first.family === family('text'))
    return { unique, sql: `((${isOk ? 'is_ok' : 'lower'}(${quoted(first.name)})))${where}` };
  if (method === 'hnsw' || method === 'ivfflat') {
    const options = index.order === 'desc' ? ` with (${method === 'hnsw' ? 'm=8' : 'lists=20'})` : '';
    return { unique: false, sql: `using ${method} (${quoted(first.name)} ${operators})${options}${where}` };
  }
  if (method !== 'btree')
    return { unique: false, sql: `using ${method} (${quoted(first.name)}${operators ? ` ${operators}` : ''})${where}` };
  const sortable = keys.filter(({ family }) => family.methods.includes('btree'));
  const included =
    index.include === null
      ? undefined
      : pick(
          real.filter(column => !sortable.includes(column)),
          index.include,
        );
  return {
    unique,
    sql: `(${sortable.map(({ name }) => `${quoted(name)} ${index.order}`).join(', ')})${included ? ` include (${quoted(included.name)})` : ''}${where}`,
  };
}

function viewSql(view: View, source: Relation, relations: readonly Relation[]): { select: string; columns: Known[] } {
  const plainly = (column: Known, name: string): Known => ({ ...column, name, virtual: false, computed: false });
  const chosen = distinct(view.columns, source.columns);
  const condition = view.where === null ? undefined : pick(source.columns, view.where);
  const where = condition ? ` where s.${quoted(condition.name)} is not null` : '';
  const names = (alias: string, columns: Known[], prefix = '') =>
    columns.map(({ name }) => `${alias}.${quoted(name)} as ${quoted(`${prefix}${name}`.slice(0, 60))}`);
  switch (view.shape) {
    case 'star':
      return {
        select: `select * from ${source.sql} s${where}`,
        columns: source.columns.map(column => plainly(column, column.name)),
      };
    case 'count': {
      const by = distinct(
        view.columns,
        source.columns.filter(({ name, family }) => family.comparable && name !== 'how many'),
      ).slice(0, 1);
      const select = [...names('s', by), 'count(*) as "how many"'].join(', ');
      return {
        select: `select ${select} from ${source.sql} s${where}${by[0] ? ` group by s.${quoted(by[0].name)}` : ''}`,
        columns: [
          ...by.map(column => plainly(column, column.name)),
          { name: 'how many', type: 'bigint', family: family('bigint'), virtual: false, computed: false },
        ],
      };
    }
    case 'join': {
      const other = pick(relations, view.source + 1) as Relation;
      const theirs = distinct(view.columns, other.columns).filter(
        ({ name }) => !chosen.some(column => `r_${name}`.slice(0, 60) === column.name),
      );
      return {
        select: `select ${[...names('s', chosen), ...names('r', theirs, 'r_')].join(', ')} from ${source.sql} s cross join ${other.sql} r${where}`,
        columns: [
          ...chosen.map(column => plainly(column, column.name)),
          ...theirs.map(column => plainly(column, `r_${column.name}`.slice(0, 60))),
        ],
      };
    }
    default:
      return {
        select: `select ${names('s', chosen).join(', ')} from ${source.sql} s${where}`,
        columns: chosen.map(column => plainly(column, column.name)),
      };
  }
}
