import { expect, test } from 'vitest';
import type { MigrationFile } from '../../src/history/index.ts';
import { LedgerSql } from '../../src/runner/ledger-sql.ts';
import { programOf } from '../../src/runner/program.ts';
import { analyzeStatement } from '../../src/runner/statement-analysis.ts';

const TABLES = { schema: 'public', table: 'mikro_orm_migrations' };
const FILE: Pick<MigrationFile, 'name' | 'checksum' | 'textChecksum' | 'equivalentDigests' | 'parent' | 'digest'> = {
  name: 'one',
  checksum: 'c',
  textChecksum: 'c',
  equivalentDigests: [],
  parent: null,
  digest: async () => 'd',
};

/** A program as it reads: each unit with where it stands, the marks by what they write. */
async function programmed(method: 'up' | 'down', transactional: boolean, ...texts: string[]): Promise<string[]> {
  const statements = await Promise.all(
    texts.map(async sql => ({ query: sql, sql, analysis: await analyzeStatement(sql, TABLES) })),
  );
  const ledger = new LedgerSql(TABLES);
  const units = await programOf({
    file: FILE as MigrationFile,
    method,
    statements,
    transactional,
    ledger,
    who: 'current_user',
  });
  return units.map(({ stands, commands }) => `${stands}: ${commands.map(said).join('; ')}`);
}

function said(command: Awaited<ReturnType<typeof programOf>>[number]['commands'][number]): string {
  if (command.type === 'statement') return command.statement.sql;
  if (command.type === 'restore settings') return command.type;
  return command.mark
    .sql(5)
    .map(sql => MARKS.find(([pattern]) => sql.includes(pattern))?.[1] ?? sql)
    .join(' + ');
}

const MARKS = [
  ["state, tool, ran_by)\nvalues ('one', 'c', 'running'", 'begins'],
  ["state = 'reverting'", 'begins to revert'],
  ['set begun = 1', 'started 1'],
  ['set begun = 2', 'started 2'],
  ['set done = 1', 'applied 1'],
  ['set done = 2', 'applied 2'],
  ['insert into "public"."mikro_orm_migrations" (name)', 'listed'],
  ["state = 'applied', checksum = 'c', digest = 'd', parent = '', duration_ms = 5", 'applied'],
  ['delete from "public"."mikro_orm_migrations" where', 'unlisted'],
  ['delete from "public"."mikro_orm_migrations_ledger"', 'forgotten'],
] as const;

test.each([
  ['up', ['inside: begins; select 1; select 2; restore settings; listed + applied']],
  ['down', ['inside: select 1; select 2; restore settings; unlisted + forgotten']],
] as const)('a migration in a transaction, %s', async (method, expected) => {
  expect(await programmed(method, true, 'select 1', 'select 2')).toEqual(expected);
});

test.each([
  ['up', 'begins', 'listed + applied'],
  ['down', 'begins to revert', 'unlisted + forgotten'],
] as const)(
  'statement by statement, %s: each is announced, and marked in its own transaction',
  async (method, begin, end) => {
    expect(await programmed(method, false, 'select 1', 'vacuum a')).toEqual([
      `outside: ${begin}`,
      'outside: started 1',
      'inside: select 1; applied 1',
      'outside: started 2',
      'outside: vacuum a; applied 2',
      'outside: restore settings',
      `inside: ${end}`,
    ]);
  },
);

test.each([
  ['update a set b = 1', 'inside'],
  ['create index concurrently i on a (b)', 'outside'],
  // a setting of the session that is made inside a transaction is undone with it
  ["set work_mem = '8MB'", 'outside'],
  ['do $$ begin loop update a set b = 1; commit; end loop; end $$', 'outside'],
  // what a procedure does is not seen
  ['call fill()', 'inside if it may'],
  ['cluster a', 'inside if it may'],
])('%s stands %s', async (sql, stands) => {
  expect((await programmed('up', false, sql))[2]).toBe(`${stands}: ${sql}; applied 1`);
});
