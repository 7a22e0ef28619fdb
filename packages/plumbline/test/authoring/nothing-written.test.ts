import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { PLUMB } from '../support/command.ts';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, onServer, type TestDatabase } from '../support/engines.ts';

let project: CopiedProject;
let database: TestDatabase;
let before: string;

beforeEach(async () => {
  [project, database] = await Promise.all([CopiedProject.create(), embedded.create()]);
  before = await contents();
});
afterEach(async () => {
  await project.remove();
  await database.drop();
});

/** Every file of the folder of migrations, hidden ones too, as one digest. */
async function contents(): Promise<string> {
  const folder = join(project.folder, 'src/migrations');
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest('hex');
}

const REVIEWS = 'src/entities/reviews.ts';

interface Obstacle {
  what: string;
  edits: [file: string, from: string, to: string][];
  args?: string[];
  env?: NodeJS.ProcessEnv;
  exit: number;
  says: (string | RegExp)[];
}

const OBSTACLES: Obstacle[] = [
  {
    what: 'an entity file that is no TypeScript',
    edits: [[REVIEWS, 'properties: {', 'properties: { {']],
    exit: 34,
    says: ['src/entities/reviews.ts:8:17: error PL351'],
  },
  {
    what: 'an entity that fails while it is loaded',
    edits: [['src/entities/suppliers.ts', 'p.manyToOne(Supplier)', 'p.manyToOne(Suplier)']],
    exit: 34,
    says: ['PL351', 'src/entities/suppliers.ts:', 'Suplier is not defined'],
  },
  {
    what: 'an expression that PostgreSQL refuses',
    edits: [[REVIEWS, 'stars is null or', 'star is null or']],
    exit: 34,
    says: ['PL350', 'column "star" does not exist', 'chk_stars_range'],
  },
  {
    what: 'a vector index over more dimensions than pgvector indexes',
    edits: [['src/entities/passages.ts', 'DIMENSIONS = 384', 'DIMENSIONS = 2001']],
    exit: 34,
    says: ['PL350', 'more than 2000 dimensions for ivfflat index', 'a halfvec up to 4,000'],
  },
  {
    what: 'an extension that the shadow does not have',
    edits: [
      [
        'src/entities/authors.ts',
        `import { writtenAt } from './columns.ts';`,
        `import { writtenAt } from './columns.ts';\nimport { VectorType } from 'mikro-orm-plumbline/types';\nclass Ghost extends VectorType {\n  override readonly extension = 'ghost';\n}`,
      ],
      [
        'src/entities/authors.ts',
        '    biography: p.text(),',
        '    biography: p.text(),\n    ghost: p.type(new Ghost(3)).nullable(),',
      ],
    ],
    exit: 33,
    says: ['PL341', 'ghost', 'PLUMBLINE_SHADOW_DSN'],
  },
  {
    what: 'an extension that a migration makes and the shadow does not have',
    edits: [
      [
        'src/migrations/Migration20260901090000_initial_schema.ts',
        'create extension if not exists vector',
        'create extension if not exists postgis',
      ],
    ],
    exit: 33,
    says: ['PL341', 'postgis', 'Migration20260901090000_initial_schema', 'PLUMBLINE_SHADOW_DSN'],
  },
  {
    what: 'a shadow server that is not there',
    edits: [[REVIEWS, 'remark: p.text()', 'remark: p.string()']],
    env: { PLUMBLINE_SHADOW_DSN: 'postgresql://nobody:secret@127.0.0.1:9/x' },
    exit: 11,
    says: ['PL110', '127.0.0.1:9'],
  },
  {
    what: 'a change that needs an answer',
    edits: [[REVIEWS, 'reader: p.text()', 'reviewer: p.text()']],
    exit: 30,
    says: ['PL310', `--rename 'column reviews.reader=reviewer'`],
  },
  {
    what: 'an answer about something that is not there',
    edits: [[REVIEWS, 'reader: p.text()', 'reviewer: p.text()']],
    args: ['--rename', 'column reviews.reade=reviewer'],
    exit: 30,
    says: ['PL311', 'did you mean reviews.reader?'],
  },
  {
    what: 'a loss that nobody allowed',
    edits: [[REVIEWS, '    remark: p.text().nullable(),\n', '']],
    exit: 31,
    says: ['PL320', 'column reviews.remark is dropped', '--allow data-loss'],
  },
  {
    what: 'a proof that fails',
    edits: [[REVIEWS, 'reader: p.text()', 'reader: p.integer()']],
    args: ['--convert', 'reviews.reader=length(reader) / 0'],
    exit: 32,
    says: ['PL330', 'division by zero', 'alter column reader type integer'],
  },
];

describe('migration:create writes nothing', () => {
  it.each(OBSTACLES)('on $what', async ({ edits, args = [], env = {}, exit, says }) => {
    for (const edit of edits) await project.edit(...edit);
    before = await contents();
    const { code, stdout, stderr } = await project.plumb(['migration:create', ...args], { ...database.env, ...env });
    for (const text of says) expect(stderr).toMatch(text);
    expect(code).toBe(exit);
    expect(stdout).toBe('');
    expect(stderr.split('\n').length).toBeLessThan(30);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stderr).not.toContain('secret');
    expect(await contents()).toBe(before);
  });

  it('when it is stopped at any moment', async () => {
    await project.edit(REVIEWS, 'remark: p.text()', 'remark: p.string()');
    for (const moment of [150, 500, 900, 1300, 1700, 2100]) {
      const code = await interrupted(['migration:create'], {}, sleep(moment));
      // a machine may be faster than the moment
      if (code === 0) return;
      expect(await contents(), `after ${moment} ms`).toBe(before);
    }
    const { code } = await project.plumb(['migration:create', '--name', 'finished'], database.env);
    expect(code).toBe(0);
    expect((await project.migrations()).some(name => name.endsWith('finished.ts'))).toBe(true);
  });
});

/** Starts a command and interrupts it as Ctrl-C does, when it is time; its exit code, if it ended by itself. */
async function interrupted(args: string[], env: NodeJS.ProcessEnv, time: Promise<unknown>): Promise<number | null> {
  const { PATH, HOME } = process.env;
  const child = spawn(join(project.folder, 'node_modules/.bin/node'), [PLUMB, ...args], {
    cwd: project.folder,
    env: { PATH, HOME, ...database.env, ...env },
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
  await Promise.race([time, ended]);
  child.kill('SIGINT');
  return ended;
}

onServer('a stopped migration:create', () => {
  it('leaves no scratch database behind', async () => {
    const provided = inject('server');
    const client = new Client('dsn' in provided ? provided.dsn : '');
    await client.connect();
    // others have scratch databases there too: this one's are those of a role of its own
    const role = `stopped_${randomUUID().slice(0, 8)}`;
    await client.query(`create role ${role} login superuser password '${role}'`);
    const { host, port } = client;
    const dsn = `postgresql://${role}:${role}@${host}:${port}/postgres`;
    const scratches = async () =>
      (await client.query('select datname from pg_database where pg_get_userbyid(datdba) = $1', [role])).rows;
    try {
      await project.edit(REVIEWS, 'remark: p.text()', 'remark: p.string()');
      const isThere = vi.waitUntil(async () => (await scratches()).length > 0, { timeout: 30_000, interval: 10 });
      const code = await interrupted(
        ['migration:create'],
        { PLUMBLINE_SHADOW_DSN: dsn, PLUMBLINE_SHADOW_ALLOW: 'privileged' },
        isThere,
      );
      expect(await isThere, 'there was one to leave behind').toBe(true);
      expect(code).not.toBe(0);
      expect(await scratches()).toEqual([]);
      expect(await contents()).toBe(before);
    } finally {
      await client.query(`drop role ${role}`);
      await client.end();
    }
  });
});
