import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunProject } from '../runner/run-project.ts';
import { run } from '../support/command.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { expectOneScreen, SECRET } from './one-screen.ts';

const NOWHERE = { SA01_DB_DSN: `postgresql://anyone:${SECRET}@127.0.0.1:1/nowhere` };
const NAME = 'Migration20260101000000_first';

let project: RunProject;
let empty: RunProject;
let database: TestDatabase;
beforeAll(async () => {
  project = await RunProject.create({
    [NAME]: { parent: null, up: ['create table item (id bigint)'], down: ['drop table item'] },
    Migration20260102000000_second: { parent: NAME, up: ['create index on item (id)'], down: [] },
  });
  empty = await RunProject.create();
  database = await embedded.create();
});
afterAll(async () => {
  await project.remove();
  await empty.remove();
  await database.drop();
});

/** Every file of a project and of the embedded database, but for what the packages keep. */
async function everything(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  const data = await readdir(String(database.env.PLUMBLINE_FOLDER), { recursive: true });
  return [...files.filter(file => !file.startsWith('node_modules')), ...data].sort();
}

/** Runs a command that must fail in one screen, and change nothing. */
async function refused(line: string, own = project, env = database.env): Promise<{ code: number; stderr: string }> {
  const before = await everything(own.folder);
  const { code, stdout, stderr } = await own.plumb(line.split(' '), env);
  expect(stdout).toBe('');
  expectOneScreen(stderr);
  expect(await everything(own.folder)).toEqual(before);
  return { code: Number(code), stderr };
}

describe('a name that nothing has', () => {
  test.each([
    ['show Migration20260101000000_frist', 'PL240', `did you mean ${NAME}?`],
    ['show haed', 'PL240', 'did you mean head?'],
    ['show base', 'PL240', `the first one is ${NAME}`],
    ['show 2026', 'PL240', 'say which:'],
    ['show head+1', 'PL001', 'behind the last migration'],
    ['history Migration20260101000000_frist:', 'PL240', `did you mean ${NAME}?`],
    ['history base-1:', 'PL001', 'before the first migration'],
    ['sql Migration20260101000000_frist:head', 'PL240', `did you mean ${NAME}?`],
    ['sql current:head', 'PL001', 'count from a name, base or head'],
    ['sql +1', 'PL001', 'count from a name, base or head'],
    ['stamp Migration20260101000000_frist', 'PL240', `did you mean ${NAME}?`],
    ['stamp curent', 'PL240', 'did you mean current?'],
    ['stauts', 'PL001', 'Did you mean status?'],
    ['merge --nope', 'PL001', 'Unknown argument: nope'],
    ['show', 'PL001', 'got 0, need at least 1'],
  ])('%s: %s', async (line, code, words) => {
    const ended = await refused(line);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`error ${code}: `) });
    expect(ended.stderr).toContain(words);
  });
});

describe('a project without migrations', () => {
  test.each([
    ['status', 'applied     no migrations'],
    ['history', 'no migrations'],
    ['heads', 'the project has no migrations'],
    ['current', 'no migration is applied'],
    ['drift', 'ran no migration, and has nothing of this project'],
    ['sql', 'create table "public"."mikro_orm_migrations"'],
  ])('%s says so', async (line, words) => {
    const ended = await empty.plumb([line], database.env);
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain(words);
  });

  test.each([
    ['show head', 2, 'the project has no migrations'],
    ['stamp Migration1', 2, 'the project has no migrations'],
    ['merge', 56, 'there is nothing to merge'],
  ])('%s ends with %i', async (line, code, words) => {
    const ended = await refused(line, empty);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(words);
  });

  test('and without their folder', async () => {
    const bare = await RunProject.create();
    await rm(join(bare.folder, 'migrations'), { recursive: true });
    for (const line of ['heads', 'history --offline', 'sql']) {
      const ended = await bare.plumb(line.split(' '), database.env);
      expect(ended, ended.stderr).toMatchObject({ code: 0 });
    }
    await bare.remove();
  });
});

describe('a server that does not answer', () => {
  test('each command that asks the database says which, with exit code 11', async () => {
    const lines = ['status', 'history', 'current', 'show head', 'stamp head', 'overview'];
    const ended = await Promise.all(lines.map(line => refused(line, project, NOWHERE as never)));
    for (const { code, stderr } of ended) {
      expect(code).toBe(11);
      expect(stderr).toContain('error PL110: no server answers: nowhere on 127.0.0.1:1');
    }
  });

  test.each(['heads', 'sql', 'history --offline', 'show head --offline'])('%s does without one', async line => {
    const ended = await project.plumb(line.split(' '), NOWHERE);
    expect(ended, ended.stderr).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a file of a migration', () => {
  const BROKEN = 'Migration20260103000000_broken';

  test.each(['history', 'sql', 'show head', 'heads', 'status'])('that is no TypeScript is named by %s', async line => {
    const own = await RunProject.create();
    await writeFile(own.path(BROKEN), 'export class {{\n');
    const { code, stderr } = await refused(line, own);
    expect(code).toBe(34);
    expect(stderr).toContain('PL351');
    expect(stderr).toContain(`${BROKEN}.ts`);
    await own.remove();
  });

  test('that asks the database is no script, and is listed all the same', async () => {
    const own = await RunProject.create();
    await writeFile(
      own.path(BROKEN),
      `import { Migration } from '@mikro-orm/migrations';
export class ${BROKEN} extends Migration {
  override async up(): Promise<void> {
    for (const { n } of await this.execute('select 1 as n')) this.addSql(\`select \${n}\`);
  }
}
`,
    );
    const { code, stderr } = await refused('sql', own);
    expect(code).toBe(55);
    expect(stderr).toContain('asks the database while it runs');
    const listed = await own.plumb(['history', '--offline'], database.env);
    expect(listed.stdout).toContain('what it does depends on what the database answers');
    await own.remove();
  });
});

test.each(['migration:list', 'history', 'sql', 'show head', 'status', 'heads --json', '--help'])(
  '%s, read by nobody, ends as it would have',
  async line => {
    const script = `plumb ${line} | head -0; echo "\${PIPESTATUS[0]}"`;
    const ended = await run('bash', ['-c', script], database.env, project.folder);
    expect(ended.stdout).toBe('0\n');
    expect(ended.stderr).not.toMatch(/EPIPE|^\s+at /m);
  },
);
