import { readFile, writeFile } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { stateOf } from './chain.ts';
import { inCopyOf, nameIn } from './databases.ts';
import { freePort } from './port.ts';
import { withRole } from './roles.ts';
import { RunProject } from './run-project.ts';

const FIRST = { parent: null, up: ['create table item (id integer primary key)'], down: ['drop table item'] };
const SECOND = {
  parent: 'Migration1',
  up: ['alter table item add column n integer'],
  down: ['alter table item drop column n'],
};

interface Given {
  project: RunProject;
  database: TestDatabase;
  /** Runs the command in the place of the case, with an environment of its own. */
  run(env?: NodeJS.ProcessEnv): Promise<void>;
}

interface Case {
  /** Which of the two migrations the database ran before. */
  applied: 'none' | 'first' | 'both';
  /** Makes the case, and runs the command in it. */
  given(given: Given): Promise<unknown>;
  args?: string[];
  code: number;
  problem: string;
  /** What the screen says beside. */
  says: (string | RegExp)[];
}

const at = (dsn: unknown, change: (url: URL) => void): NodeJS.ProcessEnv => {
  const url = new URL(String(dsn));
  change(url);
  return { SA01_DB_DSN: url.href };
};

const CASES: Record<string, Case> = {
  'an applied file that was edited': {
    applied: 'both',
    given: async ({ project, run }) => {
      await project.edit('Migration1', 'id integer', 'id bigint');
      await run();
    },
    code: 23,
    problem: 'PL231',
    says: ['Migration1', 'migrations/Migration1.ts', 'PLUMBLINE_ALLOW=edited'],
  },
  'an applied file that is gone': {
    applied: 'both',
    given: async ({ project, run }) => {
      await project.delete('Migration1');
      await run();
    },
    code: 23,
    problem: 'PL232',
    says: ['Migration1', 'git log', 'PLUMBLINE_ALLOW=missing'],
  },
  'a new file before an applied one': {
    applied: 'both',
    given: async ({ project, run }) => {
      await project.write('Migration0', { up: ['select 1'] });
      await run();
    },
    code: 23,
    problem: 'PL233',
    says: ['Migration0', 'Migration2 was applied without it', 'PLUMBLINE_ALLOW=out-of-order'],
  },
  'two files on top of the same one': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration3', { parent: 'Migration1', up: ['select 1'] });
      await run();
    },
    code: 23,
    problem: 'PL230',
    says: [
      'on top of Migration1',
      'where: migrations/Migration3.ts',
      'Migration3 and Migration2 do not know of each other',
    ],
  },
  'a file that holds no migration': {
    applied: 'first',
    given: async ({ project, run }) => {
      await writeFile(project.path('Migration3'), 'export const nothing = 1;\n');
      await run();
    },
    code: 34,
    problem: 'PL351',
    says: ['Migration3.ts'],
  },
  'a file that cannot be read as TypeScript': {
    applied: 'first',
    given: async ({ project, run }) => {
      await writeFile(project.path('Migration3'), 'export class Migration3 {{\n');
      await run();
    },
    code: 34,
    problem: 'PL351',
    says: ['Migration3.ts', 'SyntaxError'],
  },
  'a name that no migration has': {
    applied: 'first',
    given: ({ run }) => run(),
    args: ['migration:up', '--to=Migratoin2'],
    code: 2,
    problem: 'PL240',
    says: ['did you mean Migration2?'],
  },
  'a time that is none': {
    applied: 'first',
    given: ({ run }) => run({ PLUMBLINE_LOCK_WAIT: 'a while' }),
    code: 2,
    problem: 'PL001',
    says: ['PLUMBLINE_LOCK_WAIT', 'a while'],
  },
  'a word that allows nothing': {
    applied: 'first',
    given: ({ run }) => run({ PLUMBLINE_ALLOW: 'everything' }),
    code: 2,
    problem: 'PL001',
    says: ['everything', 'edited, missing, out-of-order'],
  },
  'a server that nobody started': {
    applied: 'first',
    given: async ({ database, run }) => {
      const port = await freePort();
      await run(at(database.env.SA01_DB_DSN, url => Object.assign(url, { port })));
    },
    code: 11,
    problem: 'PL110',
    says: ['ECONNREFUSED', '4 attempts'],
  },
  'a database that does not exist': {
    applied: 'first',
    given: ({ database, run }) =>
      run(at(database.env.SA01_DB_DSN, url => Object.assign(url, { pathname: '/nowhere' }))),
    code: 12,
    problem: 'PL120',
    says: ['nowhere'],
  },
  'a password that is wrong': {
    applied: 'first',
    given: ({ database, run }) => run(at(database.env.SA01_DB_DSN, url => Object.assign(url, { password: 'guessed' }))),
    code: 13,
    problem: 'PL130',
    says: ['postgres'],
  },
  'a server that is read-only': {
    applied: 'first',
    given: async ({ database, run }) => {
      await database.sql(`alter database ${nameIn(database.env)} set default_transaction_read_only = on`);
      await run();
      await database.sql(
        `begin read write; alter database ${nameIn(database.env)} reset default_transaction_read_only; commit`,
      );
    },
    code: 17,
    problem: 'PL170',
    says: ['default_transaction_read_only is on'],
  },
  'a role that may not make tables': {
    applied: 'none',
    given: ({ database, run }) =>
      withRole(
        database,
        () => 'select',
        env => run(env),
      ),
    code: 14,
    problem: 'PL140',
    says: ['permission denied for schema public', 'list of migrations'],
  },
  'a table of somebody else under the name of the list of migrations': {
    applied: 'none',
    given: async ({ database, run }) => {
      await database.sql('create table mikro_orm_migrations (id integer)');
      await run();
      await database.sql('drop table mikro_orm_migrations');
    },
    code: 17,
    problem: 'PL173',
    says: ['making ready public.mikro_orm_migrations, the list of migrations, failed', 'first.name does not exist'],
  },
  'a role that does not own the table': {
    applied: 'first',
    given: ({ database, run }) =>
      withRole(
        database,
        role => `grant create, usage on schema public to ${role};
          grant all on all tables in schema public to ${role}; grant all on all sequences in schema public to ${role}`,
        env => run(env),
      ),
    code: 14,
    problem: 'PL140',
    says: ['must be owner of table item', 'migrations/Migration2.ts:11:10', 'nothing of it was kept'],
  },
  'a role that may not create an extension': {
    applied: 'none',
    given: async ({ project, database, run }) => {
      await project.write('Migration1', { ...FIRST, up: ['create extension vector', ...FIRST.up] });
      await withRole(
        database,
        role => `grant create on schema public to ${role}`,
        env => run(env),
      );
    },
    code: 14,
    problem: 'PL141',
    says: ['create extension if not exists vector'],
  },
  'an extension that the server does not have': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration2', { ...SECOND, up: ['create extension postgis'] });
      await run();
    },
    code: 15,
    problem: 'PL150',
    says: ['postgis'],
  },
  'a statement that PostgreSQL refuses': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration2', { ...SECOND, up: [...SECOND.up, 'alter table item add column n text'] });
      await run();
    },
    code: 20,
    problem: 'PL200',
    says: ['migrations/Migration2.ts:12:10', 'column "n" of relation "item" already exists', 'nothing of it was kept'],
  },
  'a constraint that is met at the end of the transaction': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration2', {
        ...SECOND,
        up: [
          ...SECOND.up,
          'alter table item add constraint item_one unique (n) deferrable initially deferred',
          'insert into item values (1, 1), (2, 1)',
        ],
      });
      await run();
    },
    code: 20,
    problem: 'PL200',
    says: ['the transaction of Migration2', 'item_one', '(n)=(1) already exists'],
  },
  'an error in the migration’s own code': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration2', { ...SECOND, members: `  helper(): void {\n    this.missing.call();\n  }\n` });
      const text = await readFile(project.path('Migration2'), 'utf8');
      await writeFile(project.path('Migration2'), text.replace('up(): void {', 'up(): void {\n    this.helper();'));
      await run();
    },
    code: 20,
    problem: 'PL201',
    says: ['up() of Migration2 threw an error', 'migrations/Migration2.ts:6:18', 'TypeError'],
  },
  'a query of the migration’s own that fails': {
    applied: 'first',
    given: async ({ project, run }) => {
      const text = `import { Migration } from '@mikro-orm/migrations';
export class Migration2 extends Migration {
  override async up(): Promise<void> {
    this.addSql('alter table item add column n integer');
    await this.execute('select * from nowhere');
  }
}
`;
      await writeFile(project.path('Migration2'), text);
      await run();
    },
    code: 20,
    problem: 'PL201',
    says: ['relation "nowhere" does not exist', 'migrations/Migration2.ts:5:5'],
  },
  'a migration that ends the transaction': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration2', { ...SECOND, up: [...SECOND.up, 'commit'] });
      await run();
    },
    code: 20,
    problem: 'PL202',
    says: ['migrations/Migration2.ts:12:10', 'isTransactional()'],
  },
  'a migration that cannot be taken back': {
    applied: 'both',
    given: async ({ project, run }) => {
      const path = project.path('Migration2');
      await writeFile(path, (await readFile(path, 'utf8')).replace('override down', 'override sideways'));
      await run({ PLUMBLINE_ALLOW: 'edited' });
    },
    args: ['migration:down'],
    code: 20,
    problem: 'PL201',
    says: ['down() of Migration2', 'This migration cannot be reverted'],
  },
  'a statement that keeps others waiting for too long': {
    applied: 'first',
    given: async ({ project, run }) => {
      await project.write('Migration2', { ...SECOND, up: ['do $$ begin perform pg_sleep(20); end $$'] });
      await run({ PLUMBLINE_STATEMENT_TIMEOUT: '0.5' });
    },
    code: 22,
    problem: 'PL223',
    says: ['for 0.5 s', 'static statementTimeout'],
  },
  'a lock that another session keeps without doing anything': {
    applied: 'first',
    given: async ({ database, run }) => {
      const other = new Client({ connectionString: database.env.SA01_DB_DSN, application_name: 'a forgotten psql' });
      await other.connect();
      await other.query(
        `begin; select pg_try_advisory_xact_lock(${0x504c554d}, hashtext('public.mikro_orm_migrations'))`,
      );
      await run({ PLUMBLINE_LOCK_WAIT: '1' });
      await other.end();
    },
    code: 21,
    problem: 'PL210',
    says: ['held by a forgotten psql, user postgres', 'PLUMBLINE_LOCK_WAIT'],
  },
  'a migration that is half applied, taken back': {
    applied: 'first',
    given: async ({ database, run }) => {
      await database.sql(
        `insert into mikro_orm_migrations_ledger (name, state, tool, ran_by) values ('Migration2', 'running', 'test', 'test')`,
      );
      await run();
      await database.sql(`delete from mikro_orm_migrations_ledger where name = 'Migration2'`);
    },
    args: ['migration:down', '--to=0'],
    code: 23,
    problem: 'PL234',
    says: ['Migration2 is half applied', 'migration:up --only=Migration2'],
  },
};

onServer('migration:up and migration:down refuse', () => {
  const states = {} as Record<Case['applied'], TestDatabase>;
  beforeAll(async () => {
    const project = await RunProject.create({ Migration1: FIRST, Migration2: SECOND });
    for (const applied of ['none', 'first', 'both'] as const) states[applied] = await server.create();
    await project.succeeds(['migration:up', '--to=Migration1'], states.first.env);
    await project.succeeds(['migration:up'], states.both.env);
    await project.remove();
  });
  afterAll(async () => {
    for (const state of Object.values(states)) await state.drop();
  });

  describe.each(Object.entries(CASES))('%s:', (_, { applied, given, args = ['migration:up'], code, problem, says }) => {
    test(`one screen, ${problem}, exit code ${code}, and the database as it was`, async () => {
      const project = await RunProject.create({ Migration1: FIRST, Migration2: SECOND });
      await inCopyOf(states[applied], async database => {
        // grants are the case's own doing, and leave an explicit list of rights behind
        const state = async () => (await stateOf(database.sql)).map(line => line.replace(/ \{postgres=[^}]*\}/, ''));
        const before = await state();
        let ran = false;
        await given({
          project,
          database,
          run: async env => {
            ran = true;
            const { code: exit, stdout, stderr } = await project.mikroOrm(args, { ...database.env, ...env });
            // what comes before are the lines that tell of the run
            const screen = stderr.slice(stderr.search(/^(?:\S+: )?error PL/m));
            expect({ exit, stdout, screen }).toMatchObject({ exit: code, stdout: '' });
            expect(screen).toMatch(new RegExp(`^(?:\\S+: )?error ${problem}\\b`));
            for (const words of says) expect(screen).toMatch(words);
            expect(screen.trimEnd().split('\n').length).toBeLessThan(16);
            expect(stderr).not.toMatch(/^ +at |secret-of|plumbline-test|guessed|node_modules/m);
          },
        });
        expect(ran).toBe(true);
        expect(await state()).toEqual(before);
      });
      await project.remove();
    });
  });
});
