import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import { RunProject } from '../runner/run-project.ts';
import { type Ended, run, start } from '../support/command.ts';
import { onServer } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';

const WRITER = join(import.meta.dirname, '../stress/embedded-writer.ts');

let top: string;
/** An embedded database that nothing is wrong with. */
let good: string;
let project: RunProject;
beforeAll(async () => {
  project = await RunProject.create({ Migration1: { up: ['create table item (id integer)'] } });
  top = await mkdtemp(join(tmpdir(), 'plumbline-folder-'));
  good = join(top, 'good');
  const postgres = await EmbeddedPostgres.open({ folder: good, onNotice: () => {} });
  await postgres.exec('create table kept as select 1 as n');
  await postgres.close();
});
afterAll(async () => {
  await project.remove();
  await rm(top, { recursive: true, force: true });
});

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(top, 'case-')), 'database');
});

const write = async (path: string, text = 'somebody’s'): Promise<void> => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
};

/** Every file with its contents, beside the two that only keep others out. */
async function contents(at: string): Promise<string[]> {
  const files = await readdir(at, { recursive: true, withFileTypes: true });
  const lines = files
    .filter(file => file.isFile() && !(file.parentPath === at && ['lock', 'owner'].includes(file.name)))
    .map(async file => {
      const path = join(file.parentPath, file.name);
      return `${relative(at, path)} ${createHash('sha1')
        .update(await readFile(path))
        .digest('hex')}`;
    });
  return (await Promise.all(lines)).sort();
}

/** What PostgreSQL writes when it starts, before it looks at a table. */
const BOOKS = /^pgdata\/(postmaster\.pid|pg_wal\/|.*\/pg_control|.*\/pg_internal\.init)/;

/** A folder that a command meets; what it says of it. */
const STATES: Record<string, { make(): Promise<void>; code: string; why: RegExp; fix: RegExp }> = {
  'somebody’s files': {
    make: () => write('notes.txt'),
    code: 'PL162',
    why: /it holds notes\.txt/,
    fix: /PLUMBLINE_FOLDER/,
  },
  'many of somebody’s files': {
    make: async () => {
      for (const name of ['a', 'b', 'c', 'd/e', 'owner']) await write(name);
    },
    code: 'PL162',
    why: /it holds a, b, c, and 2 more/,
    fix: /PLUMBLINE_FOLDER/,
  },
  'somebody’s file that is called as the lock is': {
    make: () => write('lock', '{"lockfileVersion": 3}'),
    code: 'PL162',
    why: /"lock" is somebody else’s/,
    fix: /PLUMBLINE_FOLDER/,
  },
  'somebody’s files where the data would be': {
    make: () => write('pgdata/thesis.odt'),
    code: 'PL162',
    why: /"pgdata" has no file PG_VERSION/,
    fix: /move "pgdata" away/,
  },
  'the files of a server’s cluster': {
    make: () => cp(join(good, 'pgdata'), folder, { recursive: true }),
    code: 'PL162',
    why: /it holds PG_VERSION, base, global, and \d+ more/,
    fix: /PLUMBLINE_FOLDER/,
  },
  'data of another version': {
    make: async () => {
      await cp(good, folder, { recursive: true });
      await write('pgdata/PG_VERSION', '17\n');
    },
    code: 'PL163',
    why: /another/,
    fix: /dump it with the version that made it/,
  },
  'data whose first file is gone': {
    make: async () => {
      await cp(good, folder, { recursive: true });
      await rm(join(folder, 'pgdata/PG_VERSION'));
    },
    code: 'PL162',
    why: /a part is gone/,
    fix: /put back a copy/,
  },
  'data without its control file': {
    make: async () => {
      await cp(good, folder, { recursive: true });
      await rm(join(folder, 'pgdata/global/pg_control'));
    },
    code: 'PL162',
    why: /gone or damaged/,
    fix: /plumb reset/,
  },
  'data without its tables': {
    make: async () => {
      await cp(good, folder, { recursive: true });
      await rm(join(folder, 'pgdata/base'), { recursive: true });
    },
    code: 'PL162',
    why: /gone or damaged/,
    fix: /plumb reset/,
  },
};

describe('A folder that is no embedded database', () => {
  test.each(Object.entries(STATES))('with %s is refused with a way out, and left as it is', async (_, state) => {
    await state.make();
    const before = await contents(folder);
    const ended = await project.mikroOrm(['migration:up'], { PLUMBLINE_FOLDER: folder });
    expect(ended.code, ended.stderr).toBe(16);
    expect(ended.stderr).toMatch(new RegExp(`^error ${state.code}: `, 'm'));
    expect(ended.stderr).toMatch(state.why);
    expect(ended.stderr).toMatch(state.fix);
    expect(ended.stderr).toMatch(/nothing in it was changed|none of its tables was touched/);
    // PostgreSQL keeps books about a start, whatever comes of it
    const books = state.fix.source === 'plumb reset' ? BOOKS : /^$/;
    const kept = (files: string[]): string[] => files.filter(file => !books.test(file));
    expect(kept(await contents(folder))).toEqual(kept(before));
  });

  test('but a file, or below one, is refused', async () => {
    await writeFile(folder, 'a file');
    for (const at of [folder, join(folder, 'below')]) {
      const ended = await project.mikroOrm(['migration:up'], { PLUMBLINE_FOLDER: at });
      expect(ended.code, ended.stderr).toBe(16);
      expect(ended.stderr).toMatch(
        /^error PL161: .*\n {2}where: .*\n {2}why: {3}.*file\n {2}fix: {3}correct the path/m,
      );
    }
    expect(await readFile(folder, 'utf8')).toBe('a file');
  });
});

describe('An embedded database', () => {
  test('is for its owner alone, whoever made it how', async () => {
    const loose = async (at: string): Promise<string[]> => {
      const all = await readdir(at, { recursive: true, withFileTypes: true });
      const modes = all.map(async entry => {
        const path = join(entry.parentPath, entry.name);
        return ((await stat(path)).mode & 0o077) === 0 ? [] : [path];
      });
      return (await Promise.all(modes)).flat();
    };
    expect((await stat(good)).mode & 0o777).toBe(0o700);
    expect(await loose(good)).toEqual([]);
    await cp(good, folder, { recursive: true });
    for (const path of ['pgdata/PG_VERSION', 'pgdata/base', 'pgdata']) await chmod(join(folder, path), 0o755);
    expect((await project.mikroOrm(['migration:list'], { PLUMBLINE_FOLDER: folder })).code).toBe(0);
    expect(await loose(join(folder, 'pgdata'))).toEqual([]);
  });

  test('whose process is killed while it is made is made by the next one', async () => {
    for (const ms of [0, 200, 400, 600, 800, 1000]) {
      const making = start('node', [WRITER, folder, 'first', 'rows', '1']);
      await making.says('starting');
      await sleep(ms);
      making.kill('SIGKILL');
      await making.ended;
      await rm(`${folder}.inside`, { force: true });
    }
    const ended = await run('node', [WRITER, folder, 'second', 'rows', '1']);
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stdout).toContain('ack second 0');
  });

  test('that was half made is made anew, with a line about it', async () => {
    await cp(good, folder, { recursive: true });
    await write('unfinished', '');
    await rm(join(folder, 'pgdata/base'), { recursive: true });
    const ended = await project.mikroOrm(['migration:list'], { PLUMBLINE_FOLDER: folder });
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('was not finished when its process ended; it is made anew');
    expect(await readdir(folder)).not.toContain('unfinished');
  });

  test('whose lock is deleted ends the process before it acknowledges anything more', async () => {
    const writer = start('node', [WRITER, folder, 'first', 'rows', '1000000']);
    await writer.says('ack first 3');
    await rm(join(folder, 'lock'));
    const { code, stderr } = await writer.ended;
    expect(code).toBe(16);
    expect(stderr).toMatch(/^error PL164: the lock of the embedded database is gone/m);
  });

  test('waits for a process of an older version, whose lock is a folder that it touches', async () => {
    await cp(good, folder, { recursive: true });
    await rm(join(folder, 'lock'));
    await mkdir(join(folder, 'lock'));
    const waiting = project.start(['migration:list'], { PLUMBLINE_FOLDER: folder });
    await waiting.says('to close the embedded database');
    await rm(join(folder, 'lock'), { recursive: true });
    expect((await waiting.ended).code).toBe(0);
  });
});

onServer('A disk of an embedded database', () => {
  const inside = (mount: string[], shell: string): Promise<Ended> => {
    const volumes = [REPOSITORY, project.folder].flatMap(path => ['--volume', `${path}:${path}:ro`]);
    const all = ['run', '--rm', ...mount, ...volumes, '--workdir', project.folder];
    return run('docker', [...all, 'node:24-slim', 'sh', '-c', shell]);
  };
  const mikroOrm = (at: string): string => `PLUMBLINE_FOLDER=${at} node_modules/.bin/mikro-orm migration:up`;

  test('that is mounted read-only is refused with that as the reason', async () => {
    await cp(good, folder, { recursive: true });
    for (const at of ['/data', '/data/new']) {
      const { code, stderr } = await inside(['--volume', `${folder}:/data:ro`], mikroOrm(at));
      expect(code, stderr).toBe(16);
      expect(stderr).toMatch(/^error PL161: .*\n.*\n {2}why: {3}it is on a file system that is mounted read-only/m);
    }
  });

  test('that has no room for it is refused with that as the reason, and is of use when it has', async () => {
    const shell = `dd if=/dev/zero of=/data/filler bs=1M 2>/dev/null; ${mikroOrm('/data/new')}; echo code $?
      rm /data/filler; ${mikroOrm('/data/new')}; echo code $?
      dd if=/dev/zero of=/data/filler bs=1M 2>/dev/null; node ${WRITER} /data/new first rows 1000000; echo code $?
      rm /data/filler; ${mikroOrm('/data/new')}; echo code $?`;
    const { stdout, stderr } = await inside(['--tmpfs', '/data:size=128m'], shell);
    expect(stdout.match(/^code \d+$/gm), stderr).toEqual(['code 16', 'code 0', 'code 16', 'code 0']);
    expect(stderr).toMatch(/^error PL161: .*\n.*\n {2}why: {3}its disk has no room left\n {2}fix: {3}make room/m);
  });
});
