import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { type Method, type MigrationFile, offlineStatements } from '../history/index.ts';
import { literal, parse } from '../sql/index.ts';
import { noted } from './ledger.ts';
import { LedgerSql } from './ledger-sql.ts';
import { type LedgerTables, qualifiedTable, TABLES } from './ledger-tables.ts';
import { check, type Loaded } from './load.ts';
import { lockKey } from './lock.ts';
import { type Command, programOf, searchPath } from './program.ts';
import { actAs, withoutLimits } from './settings.ts';
import { analyzeStatement } from './statement-analysis.ts';

/** Statements of a script that are committed together, or one by one. */
export interface Block {
  /** What they are for; a migration’s name, where they are its own. */
  title: string;
  transactional: boolean;
  statements: string[];
}

export interface ScriptOptions {
  driver: AbstractSqlDriver;
  files: readonly MigrationFile[];
  tables: LedgerTables;
  /** The schema that names without one mean; absent for that of the role. */
  schema: string | undefined;
  /** Migrations run in transactions, where they do not say otherwise. */
  transactional: boolean;
}

/** Who ran it, as the ledger notes it. */
const WHO = `pg_catalog.concat(current_user, ' with a script')`;
/** How long it took, in milliseconds. */
const SINCE =
  'extract(epoch from pg_catalog.clock_timestamp() operator(pg_catalog.-) started_at) operator(pg_catalog.*) 1000';
/**
 * What a run would do to a database that stands at `from`, as statements that need no run: the list and the ledger are
 * kept as it keeps them, mark by mark, so that a run can go on where the script broke off.
 *
 * @param from how many of the files the database has run
 * @param to how many it has run afterwards; fewer, for the way down
 * @throws Problem PL550 for a migration that asks a database, PL202 for a statement that cannot be run safely
 */
export async function scriptOf(options: ScriptOptions, from: number, to: number): Promise<Block[]> {
  const { files } = options;
  const method: Method = to >= from ? 'up' : 'down';
  const chosen = method === 'up' ? files.slice(from, to) : files.slice(to, from).reverse();
  const blocks = [session(options), await ready(options, from)];
  for (const file of chosen) blocks.push(...(await migration(options, file, method)));
  return blocks;
}

/** Everyday limits are not for migrations; the lock is that of runs, held until the session ends. */
const session = ({ tables }: ScriptOptions): Block => ({
  title: 'one run at a time',
  transactional: false,
  statements: [
    quietly(withoutLimits('session')),
    block(`if not pg_catalog.pg_try_advisory_lock(${lockKey(`${tables.schema}.${tables.table}`)}) then
    raise exception 'another run holds the lock; nothing was run';
  end if`),
  ],
});

/** The list and the ledger, and a look whether the database is where the script begins. */
async function ready({ tables, files }: ScriptOptions, from: number): Promise<Block> {
  const sql = new LedgerSql(tables);
  const names = files.slice(0, from).map(({ name }) => literal(name));
  const place = from === 0 ? 'before the first migration' : `at ${files[from - 1]?.name}`;
  return {
    title: 'the list and the ledger of migrations',
    transactional: true,
    statements: [
      ...TABLES(tables).map(({ there, make }) =>
        block(`if not (${there}) then\n    ${make.join(';\n    ')};\n  end if`),
      ),
      ...sql.takeOver,
      ...(files.length > 0 ? [sql.adopt(await Promise.all(files.map(noted)))] : []),
      block(`if exists (select from ${qualifiedTable(tables, '_ledger')} where state operator(pg_catalog.<>) 'applied')
    or (select coalesce(pg_catalog.array_agg(name), '{}') from (${sql.selectList}) t) operator(pg_catalog.<>) array[${names.join(', ')}]::pg_catalog.text[] then
    raise exception '%', ${literal(`the database is not ${place}, where this script begins; nothing was run`)};
  end if`),
    ],
  };
}

async function migration(options: ScriptOptions, file: MigrationFile, method: Method): Promise<Block[]> {
  const { driver, tables, schema } = options;
  const queued = await offlineStatements(driver, file, method);
  const statements: Loaded[] = await Promise.all(
    queued.map(async statement => ({ ...statement, analysis: await analyzeStatement(statement.sql, tables) })),
  );
  for (const statement of statements) check(statement, file.name);
  const transactional = options.transactional && (await file.load(driver)).isTransactional();
  const ledger = new LedgerSql(tables);
  const units = await programOf({ file, method, statements, transactional, ledger, who: WHO });
  const setBack = [
    ...(await settingsBack(statements)),
    ...(schema === undefined || transactional ? [] : ['reset search_path']),
  ];
  const path = searchPath(schema, transactional ? 'local' : 'session');
  return units.reduce<Block[]>((blocks, { stands, commands }, i) => {
    const texts = [...(i === 0 ? path : []), ...commands.flatMap(command => textsOf(command, setBack))];
    const last = blocks.at(-1);
    const transactional = stands === 'inside';
    if (last && !last.transactional && !transactional) last.statements.push(...texts);
    else if (texts.length > 0) blocks.push({ title: file.name, transactional, statements: texts });
    return blocks;
  }, []);
}

function textsOf(command: Command, setBack: readonly string[]): readonly string[] {
  switch (command.type) {
    case 'mark':
      return command.mark.sql(SINCE);
    case 'statement':
      return [command.statement.sql];
    case 'restore settings':
      return setBack;
  }
}

/** A script cannot ask which settings there were; what sets none needs nothing. */
async function settingsBack(statements: readonly Loaded[]): Promise<string[]> {
  const sets = await Promise.all(statements.map(({ sql }) => setsSession(sql)));
  if (!sets.includes(true)) return [];
  return [...actAs('none', 'session'), 'reset all', quietly(withoutLimits('session'))];
}

/** Whether a statement sets something, by PostgreSQL’s parser; what a function sets is not seen. */
async function setsSession(sql: string): Promise<boolean> {
  const tree = JSON.stringify(await parse(sql).catch(() => null));
  return tree.includes('"VariableSetStmt"') || tree.includes('"sval":"set_config"');
}

/** A block of code, for what psql has no words for. */
const block = (code: string): string => `do $plumbline$ begin\n  ${code};\nend $plumbline$`;

/** A query of which nothing is printed. */
const quietly = (query: string): string => block(query.replace(/^select /, 'perform '));
