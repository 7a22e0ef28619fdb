import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS, type Answer } from '../../src/objects/index.ts';
import { RunProject } from '../runner/run-project.ts';

const BEFORE = `
  create type state as enum ('old', 'done');
  create table users (id int primary key, phone text, nick text, age text, state state);
  create table drafts (id int primary key);
  create table kept (id int primary key);
  create table gone (id int primary key);`;
const AFTER = `
  create type state as enum ('done');
  create table users (id int primary key, mobile text, alias text, age int, state state, locale text not null);
  create table drafts (id int primary key, n int not null);`;

const GIVEN: Record<Answer['flag'], string[]> = {
  rename: ['column users.phone=mobile'],
  'no-rename': ['column users.nick=alias', 'column users.nick=locale'],
  convert: ['users.age=age::integer'],
  fill: [`users.locale='en'`],
  replace: ['state.old=done'],
  empty: ['drafts'],
  keep: ['table kept'],
  drop: ['table gone'],
};

let project: RunProject;
beforeAll(async () => {
  project = await RunProject.create();
  await writeFile(join(project.folder, 'a.sql'), BEFORE);
  await writeFile(join(project.folder, 'b.sql'), AFTER);
});
afterAll(() => project.remove());

test.each([
  ['flag and text apart', (flag: string, text: string) => [`--${flag}`, text]],
  ['flag=text', (flag: string, text: string) => [`--${flag}=${text}`]],
])('the command line takes every answer as its questions print them: %s', async (_, written) => {
  const answers = ANSWERS.flatMap(flag => GIVEN[flag].flatMap(text => written(flag, text)));
  const ended = await project.plumb(['diff', 'file:a.sql', 'file:b.sql', '--sql', ...answers], {});
  expect(ended.stderr).not.toContain('error');
  for (const statement of [
    'rename column phone to mobile',
    'drop column nick',
    'type integer using age::integer',
    `'en'`,
    'add column n integer not null',
    'drop table gone',
  ])
    expect(ended.stdout).toContain(statement);
  expect(ended.stdout).not.toContain('kept');
});

test('and what turns a flag of the stock commands off still does', async () => {
  expect(await project.plumb(['schema:update', '--no-drop-tables', '--dump'], {})).toMatchObject({ code: 0 });
});
