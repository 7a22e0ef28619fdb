import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { start } from '../support/command.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { RunProject, said, type Written } from './run-project.ts';

/** Small enough to be quick, large enough for a build of an index to be seen. */
const ROWS = 600_000;
const MIGRATIONS: Record<string, Written> = {
  Migration1: { up: ['create table small (id integer)', 'insert into small values (1)'] },
  Migration2: { apart: true, up: ['create index concurrently item_note on item (md5(note || n))'] },
};
const TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z /;

onServer('What a run tells while it runs', () => {
  let project: RunProject;
  let database: TestDatabase;
  beforeAll(async () => {
    project = await RunProject.create(MIGRATIONS);
    database = await server.create();
    await database.sql(
      // an autovacuum that works on it would be told of, as what is in the way
      `create table item with (autovacuum_enabled = off) as
         select i as n, repeat('note ' || i, 10) as note from generate_series(1, ${ROWS}) i`,
    );
  }, 120_000);
  afterAll(async () => {
    await project.remove();
    await database.drop();
  });
  beforeEach(() =>
    database.sql(
      `drop table if exists small, mikro_orm_migrations, mikro_orm_migrations_ledger; drop index if exists item_note`,
    ),
  );

  test('elsewhere than on a terminal: lines with the time in front', async () => {
    const { code, stderr } = await project.mikroOrm(['migration:up'], database.env);
    const lines = stderr.trimEnd().split('\n');
    expect(code).toBe(0);
    for (const line of lines) expect(line).toMatch(TIME);
    const told = lines.map(line => line.replace(TIME, '').replaceAll(/[\d.]+ s\b/g, 'N s'));
    // one at once, and more where the build takes long
    const progress = told.filter(line => line.startsWith('Migration2: '));
    expect(progress[0]).toMatch(/^Migration2: building index: [a-z ]+, \d+ %/);
    expect(told.filter(line => !progress.includes(line))).toEqual([
      'applying Migration1 (1 of 2, 2 statements)',
      'applied Migration1 in N s',
      'applying Migration2 (2 of 2, 1 statement)',
      'applied Migration2 in N s',
      'applied 2 migrations in N s',
    ]);
  });

  test('on request: one JSON object a line, with what PostgreSQL says of an index that it builds', async () => {
    const { code, stderr } = await project.mikroOrm(['migration:up'], { ...database.env, PLUMBLINE_LOG: 'json' });
    expect(code).toBe(0);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    for (const { time } of events) expect(new Date(String(time)).toISOString()).toBe(time);
    const told = events.map(({ time: _, ...event }) => event);
    expect(told.filter(({ type }) => type !== 'progress')).toEqual([
      { type: 'begin', method: 'up', migrations: ['Migration1', 'Migration2'] },
      { type: 'migration', method: 'up', name: 'Migration1', index: 0, of: 2, steps: 2, done: 0 },
      { type: 'step', name: 'Migration1', index: 0, of: 2, sql: MIGRATIONS.Migration1?.up[0] },
      { type: 'step', name: 'Migration1', index: 1, of: 2, sql: MIGRATIONS.Migration1?.up[1] },
      { type: 'finished', method: 'up', name: 'Migration1', seconds: expect.any(Number) },
      { type: 'migration', method: 'up', name: 'Migration2', index: 1, of: 2, steps: 1, done: 0 },
      { type: 'step', name: 'Migration2', index: 0, of: 1, sql: MIGRATIONS.Migration2?.up[0] },
      { type: 'finished', method: 'up', name: 'Migration2', seconds: expect.any(Number) },
      { type: 'end', method: 'up', migrations: 2, seconds: expect.any(Number) },
    ]);
    const progress = told
      .filter(({ type }) => type === 'progress')
      .map(event => event.progress as { phase: string; share: number });
    expect(progress.length).toBeGreaterThan(1);
    for (const { phase, share } of progress.filter(({ share }) => share !== undefined)) {
      expect(phase).toMatch(/^(?:building index|waiting for|index validation|initializing)/);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });

  test('on request: a failure too, as its last object', async () => {
    await database.sql('create table small (id integer)');
    const { code, stderr } = await project.mikroOrm(['migration:up'], { ...database.env, PLUMBLINE_LOG: 'json' });
    expect(code).toBe(20);
    const last = stderr
      .split('\n')
      .filter(line => line.startsWith('{'))
      .at(-1);
    expect(JSON.parse(String(last))).toMatchObject({
      type: 'failed',
      code: 'PL200',
      what: 'a statement of Migration1 failed; nothing of it was kept',
    });
  });

  test('on a terminal: a line that says migration, step, time and progress, and stays true while somebody is in the way', async () => {
    const blocker = new Client({ connectionString: database.env.SA01_DB_DSN, application_name: 'report' });
    await blocker.connect();
    await blocker.query('begin; lock table item in access exclusive mode');
    // the terminal is util-linux's: what the command writes there comes out of standard output
    const running = start(
      'script',
      ['-qec', 'stty cols 160; mikro-orm migration:up', '/dev/null'],
      { ...database.env, TERM: 'xterm-256color' },
      project.folder,
    );
    await running.says(/waiting for backend \d+ \(postgres, report\)/);
    await blocker.query('rollback');
    await blocker.end();
    const ended = await running.ended;
    expect(said(ended)).toMatch(/^0:/);
    const screen = ended.stdout;
    expect(screen).toMatch(/⠋|⠙|⠹|⠸|⠼|⠴/);
    expect(screen).toMatch(/✔ .*applied Migration1 in [\d.]+ s/);
    expect(screen).toMatch(/⚠ .*waiting for backend \d+ \(postgres, report\), in a transaction for/);
    expect(screen).toMatch(/item \(md5\(note \|\| n\)\), \d+ s, building index: [a-z ]+, \d+ %, about [\d.]+ s left/);
    expect(screen).toMatch(/✔ .*applied Migration2 in [\d.]+ s/);
    expect(screen, 'the lines are for logs').not.toMatch(TIME);
  });
});
