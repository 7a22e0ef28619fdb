import { execFileSync } from 'node:child_process';
import type { Options } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Diff, diff } from '../../src/commands/diff.ts';
import { bookshopOptions, migratedBookshop } from '../support/bookshop.ts';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, onServer, server, type TestDatabase } from '../support/engines.ts';

const objectsIn = ({ groups }: Diff): string[] =>
  groups.flatMap(({ differences }) => differences.map(({ object, change }) => `${change} ${object}`));

describe('states of a project', () => {
  let copy: CopiedProject;
  let database: TestDatabase;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    copy = await CopiedProject.create();
    database = await migratedBookshop(embedded);
    env = database.env;
    await copy.write('.gitignore', 'node_modules\n');
    const git = (...args: string[]): void => void execFileSync('git', args, { cwd: copy.folder, stdio: 'ignore' });
    git('init', '--initial-branch=main');
    git('add', '--all');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--message=as it was');
    await copy.edit('src/entities/authors.ts', 'prizes: p.integer()', 'prizes: p.bigint()');
    await copy.write('old.sql', 'create table item (id int primary key); insert into item values (1);');
    await copy.write(
      'new.sql',
      `create table item (id bigint primary key, note text);\ncomment on table item is '${'long '.repeat(60_000)}';`,
    );
  });
  afterAll(async () => {
    await copy.remove();
    await database.drop();
  });

  test.each<[string, string, string, string[]]>([
    [
      'what is written down, and what the entities say by now',
      'migrations',
      'entities',
      ['alter column authors.prizes'],
    ],
    ['what was committed, and what is there by now', 'git:HEAD', 'entities', ['alter column authors.prizes']],
    ['what was committed, migrations and entities', 'git:main:migrations', 'git:main', []],
    ['the database, and where it should be', 'db', 'migrations', []],
    ['a point in the history', 'migrations@base', 'migrations@base', []],
    ['scripts', 'file:old.sql', 'file:new.sql', ['alter table item', 'alter column item.id', 'add column item.note']],
  ])('%s', async (_, from, to, objects) => {
    const ended = await copy.plumb(['diff', from, to, '--json'], env);
    expect(ended, ended.stderr).toMatchObject({ code: objects.length > 0 ? 51 : 0 });
    const found = JSON.parse(ended.stdout) as Diff;
    expect(objectsIn(found).toSorted()).toEqual(objects.toSorted());
    expect(found.same).toBe(objects.length === 0);
  });

  test('each object that differs is a line for those who read compilers', async () => {
    const ended = await copy.plumb(['diff', 'migrations', 'entities', '--format', 'gcc'], env);
    expect(ended).toMatchObject({
      code: 51,
      stdout: 'plumb: error PL511 column authors.prizes is not the same in the migrations and in the entities\n',
    });
  });

  test('the way from one to the other is a script; what is for people stands in comments, and all of it arrives', async () => {
    const ended = await copy.plumb(['diff', 'file:old.sql', 'file:new.sql', '--sql', '--shape-only'], env);
    expect(ended.code).toBe(0);
    const statements = ended.stdout.split('\n').filter(line => line && !line.startsWith('--'));
    expect(statements.map(line => line.slice(0, 60))).toEqual([
      '\\set ON_ERROR_STOP on',
      'set check_function_bodies = off;',
      'begin;',
      expect.stringMatching(/^comment on table item is 'long long /),
      'alter table item alter column id type bigint;',
      'alter table item add column note text;',
      'commit;',
    ]);
    expect(ended.stdout).toContain('-- left out of old.sql: rows of item');
    // more than a pipe holds at once
    expect(ended.stdout.length).toBeGreaterThan(300_000);
    expect(ended.stdout.trimEnd().endsWith('commit;')).toBe(true);
  });
});

onServer('a database that a DSN names', () => {
  let database: TestDatabase;
  let options: Partial<Options>;
  beforeAll(async () => {
    database = await migratedBookshop(server);
    const none = await embedded.create();
    options = await bookshopOptions(none);
  });
  afterAll(() => database.drop());

  test('is read, without what others keep in it, and nothing is changed', async () => {
    await database.sql('create table theirs (id int); alter table authors add column nickname text');
    const found = await diff(options, { from: `db:${database.env.SA01_DB_DSN}`, to: 'migrations' });
    expect(objectsIn(found)).toEqual(['remove column authors.nickname']);
    expect(found.others).toEqual(['table theirs']);
    expect(found.from.title).not.toContain('plumbline-test');
    expect(Math.floor(found.from.version / 10_000)).toBe(17);
    const skipping = { ...options, schemaGenerator: { ...options.schemaGenerator, skipTables: ['theirs'] } };
    const skipped = await diff(skipping, { from: `db:${database.env.SA01_DB_DSN}`, to: 'migrations' });
    expect({ objects: objectsIn(skipped), others: skipped.others }).toEqual({ objects: objectsIn(found), others: [] });
  });
});
