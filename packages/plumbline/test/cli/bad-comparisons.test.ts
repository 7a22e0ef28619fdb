import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunProject } from '../runner/run-project.ts';
import { describeCatalog } from '../support/catalog.ts';
import { run } from '../support/command.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { expectOneScreen, SECRET } from './one-screen.ts';

const NOWHERE = { SA01_DB_DSN: `postgresql://anyone:${SECRET}@127.0.0.1:1/nowhere` };
const FIRST = 'Migration20260101000000_first';

let project: RunProject;
let database: TestDatabase;
beforeAll(async () => {
  project = await RunProject.create({
    [FIRST]: { parent: null, up: ['create table item (id bigint, note text)'], down: ['drop table item'] },
  });
  database = await embedded.create();
  await project.succeeds(['migration:up'], database.env);
  await writeFile(
    join(project.folder, 'broken.sql'),
    'create table a (id int);\n\ncreate table b (\n  id int,,\n  n int);\n',
  );
  await writeFile(join(project.folder, 'refused.sql'), 'create table a (id int);\ncreate index on a (nothing);\n');
  await writeFile(join(project.folder, 'custom.dump'), 'PGDMP and more');
  await writeFile(join(project.folder, 'included.sql'), 'create table a (id int);\n\\i other.sql\n');
});
afterAll(async () => {
  await project.remove();
  await database.drop();
});

const files = async (): Promise<string[]> =>
  (await readdir(project.folder, { recursive: true })).filter(file => !file.startsWith('node_modules')).sort();

test.each<[line: string, exit: number, code: string, ...words: string[]]>([
  ['diff entites migrations', 2, 'PL001', 'did you mean entities?'],
  ['diff migrations@frist entities', 2, 'PL240', `did you mean ${FIRST}?`],
  ['diff migrations@head+3 entities', 2, 'PL001', 'behind the last migration'],
  ['diff file:missing.sql entities', 53, 'PL530', 'there is no file missing.sql'],
  ['diff file:migrations entities', 53, 'PL530', 'migrations is not a file'],
  ['diff file:custom.dump entities', 53, 'PL530', 'pg_restore --schema-only'],
  ['diff file:broken.sql entities', 53, 'PL531', 'broken.sql:4:10: error PL531 syntax error at or near ","'],
  ['diff file:refused.sql entities', 53, 'PL531', 'refused.sql:2:', 'column "nothing" does not exist'],
  ['diff file:included.sql entities', 53, 'PL531', 'included.sql:2:1:', 'cannot be followed here'],
  ['diff git:HEAD entities', 53, 'PL532', 'not in a git repository'],
  ['diff db:nonsense entities', 10, 'PL101'],
  [`diff db:postgresql://anyone:${SECRET}@127.0.0.1:1/nowhere entities`, 11, 'PL110', 'nowhere on 127.0.0.1:1'],
  ['diff entities', 2, 'PL001', 'got 1, need at least 2'],
  ['explain itme', 2, 'PL241', 'did you mean item?'],
  ['explain item.nope --from db', 2, 'PL241', 'did you mean item.note?'],
  ['explain item --from file:missing.sql', 53, 'PL530'],
  ['plan --to frist', 2, 'PL240', `did you mean ${FIRST}?`],
  ['drift --nope', 2, 'PL001', 'Unknown argument: nope'],
  ['drift --name x', 2, 'PL001', 'name -> fix'],
  ['drift --allow data-loss', 2, 'PL001', 'allow -> fix'],
  ['diff entities migrations --online', 2, 'PL001', 'online -> sql'],
  ['diff entities migrations --no-rename a.b=c', 2, 'PL001', 'no-rename -> sql'],
  ['migration:create --blank --empty item', 2, 'PL001', 'empty and blank are mutually exclusive'],
  ['verify now', 2, 'PL001'],
])('%s ends with %i in one screen, and changes nothing', async (line, exit, code, ...words) => {
  const before = await files();
  const ended = await project.plumb(line.split(' '), database.env);
  expect(ended, ended.stdout).toMatchObject({ code: exit, stdout: '' });
  expect(ended.stderr).toMatch(new RegExp(`error ${code}`));
  for (const one of words) expect(ended.stderr).toContain(one);
  expectOneScreen(ended.stderr);
  expect(await files()).toEqual(before);
});

describe('a server that does not answer', () => {
  test('is named by each command that asks it', async () => {
    const lines = ['drift', 'plan', 'diff db entities', 'explain item --from db'];
    const all = await Promise.all(lines.map(line => project.plumb(line.split(' '), NOWHERE)));
    for (const { code, stdout, stderr } of all) {
      expect({ code, stdout }).toEqual({ code: 11, stdout: '' });
      expect(stderr).toContain('error PL110: no server answers: nowhere on 127.0.0.1:1');
      expectOneScreen(stderr);
    }
  });

  test.each(['verify', 'diff migrations entities', 'explain item'])('%s does without one', async line => {
    const ended = await project.plumb(line.split(' '), NOWHERE);
    expect([0, 51]).toContain(ended.code);
    expect(ended.stderr).toBe('');
  });
});

test('the database is as it was, whatever was asked of it', async () => {
  const before = await describeCatalog(database.sql);
  for (const line of ['plan', 'drift', 'verify', 'diff db entities', 'explain item --from db'])
    await project.plumb(line.split(' '), database.env);
  expect(await describeCatalog(database.sql)).toEqual(before);
});

test.each([
  ['plan', 0],
  ['drift --json', 0],
  ['verify', 51],
  ['diff migrations entities', 51],
  ['explain item', 0],
])('%s, read by nobody, ends with %i as it would have', async (line, exit) => {
  const script = `plumb ${line} | head -0; echo "\${PIPESTATUS[0]}"`;
  const ended = await run('bash', ['-c', script], database.env, project.folder);
  expect(ended.stdout).toBe(`${exit}\n`);
  expect(ended.stderr).not.toMatch(/EPIPE|^\s+at /m);
});

test('a place is told to GitHub and to compilers’ readers as well', async () => {
  const [github, gcc] = await Promise.all(
    ['github', 'gcc'].map(format =>
      project.plumb(['diff', 'file:broken.sql', 'entities', '--format', format], database.env),
    ),
  );
  expect(github).toMatchObject({
    code: 53,
    stdout: '::error file=broken.sql,line=4,col=10,title=PL531::syntax error at or near ","\n',
  });
  expect(gcc).toMatchObject({ code: 53, stdout: 'broken.sql:4:10: error PL531 syntax error at or near ","\n' });
});
