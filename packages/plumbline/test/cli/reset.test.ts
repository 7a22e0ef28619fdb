import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { reset } from '../../src/commands/reset.ts';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import { bookshopOptions } from '../support/bookshop.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { plumb } from './process.ts';

let database: TestDatabase;
let options: Partial<Options>;
let data: string;
beforeEach(async () => {
  database = await embedded.create();
  await database.sql('create table ours (id int)');
  data = join(String(database.env.PLUMBLINE_FOLDER), 'pgdata');
  options = await bookshopOptions(database);
});
afterEach(() => database.drop());

test('a no keeps everything', async () => {
  expect(await reset(options, { confirm: async () => false })).toMatchObject({ outcome: 'kept' });
  expect(await database.sql('select count(*)::int as tables from pg_tables where tablename = $$ours$$')).toEqual([
    { tables: 1 },
  ]);
});

test('a yes deletes the data, and nothing else of the folder', async () => {
  const folder = String(database.env.PLUMBLINE_FOLDER);
  await writeFile(join(folder, 'letter.txt'), 'not ours');
  const asked: string[] = [];
  const confirm = async (name: string) => asked.push(name) > 0;
  expect(await reset(options, { confirm })).toMatchObject({ outcome: 'deleted' });
  expect(asked).toEqual([`the embedded database in ${folder}`]);
  expect(existsSync(data)).toBe(false);
  expect(await readdir(folder)).toContain('letter.txt');
});

test('with --yes nobody is asked, and a second time there is nothing to delete', async () => {
  const first = await plumb(database.env, 'reset', '--yes');
  expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^deleted the embedded database/) });
  const second = await plumb(database.env, 'reset', '--yes');
  expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^there is no data in/) });
});

test('without a terminal and without --yes it refuses', async () => {
  const ended = await plumb(database.env, 'reset');
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('run it with --yes') });
  expect(existsSync(data)).toBe(true);
});

test('it refuses on a server, and needs none to do so', async () => {
  const ended = await plumb({ SA01_DB_DSN: 'postgresql://me:hunter2@127.0.0.1:1/theirs' }, 'reset', '--yes');
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('never a server') });
  expect(ended.stderr).not.toContain('hunter2');
});

test('it waits while another process has the database open', async () => {
  const other = await EmbeddedPostgres.open({ folder: String(database.env.PLUMBLINE_FOLDER), onNotice: () => {} });
  const ended = plumb(database.env, 'reset', '--yes');
  const early = await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 2000, 'waiting'))]);
  expect(early).toBe('waiting');
  expect(existsSync(data)).toBe(true);
  await other.close();
  expect((await ended).code).toBe(0);
  expect(existsSync(data)).toBe(false);
});
