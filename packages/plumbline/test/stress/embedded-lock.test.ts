import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import { said } from '../runner/run-project.ts';
import { type Started, start } from '../support/command.ts';
import { onServer } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';
import { figure, numbers, ofThisPart, scale } from './scale.ts';

const WRITER = join(import.meta.dirname, 'embedded-writer.ts');
const ROUNDS = ofThisPart(numbers(scale(1, 10)));
/** How long a statement takes, and how long a process is stopped, in seconds. A lock that is renewed goes stale in less. */
const STATEMENT = scale(18, 60);
const STOPPED = scale(18, 30);

let top: string;
let folder: string;
const running: Started[] = [];
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'plumbline-two-'));
  folder = join(top, 'database');
});
afterEach(async () => {
  for (const one of running.splice(0)) {
    one.kill('SIGKILL');
    await one.ended;
  }
});
afterAll(() => rm(top, { recursive: true, force: true }));

/** Starts a process that writes: on this machine, or in a container that has the folder of both. */
type Writer = (name: string, does: 'rows' | 'statement', amount: number) => Started;

const here: Writer = (...args) => {
  const started = start('node', [WRITER, folder, ...args.map(String)]);
  running.push(started);
  return started;
};

const inContainer: Writer = (...args) => {
  const mounts = ['--volume', `${REPOSITORY}:${REPOSITORY}:ro`, '--volume', `${top}:${top}`];
  const user = `${process.getuid?.()}:${process.getgid?.()}`;
  const started = start('docker', [
    ...['run', '--rm', '--init', '--user', user, ...mounts, 'node:24-slim'],
    ...['node', WRITER, folder, ...args.map(String)],
  ]);
  running.push(started);
  return started;
};

/** Rows that a process was told are kept. */
const acknowledged: string[] = [];

/** Waits for its end, and remembers what it was told. */
async function ends(writer: Started): Promise<void> {
  const ended = await writer.ended;
  expect(ended.code, said(ended)).toBe(0);
  acknowledged.push(...[...ended.stdout.matchAll(/^ack (.+)$/gm)].map(([, row = '']) => row));
}

/** That nothing acknowledged is missing, and that every index has what its table has. */
async function nothingIsAmiss(): Promise<void> {
  const postgres = await EmbeddedPostgres.open({ folder, onNotice: () => {} });
  try {
    const ask = async <Row>(sql: string): Promise<Row[]> => (await postgres.query<Row>(sql)).rows;
    const scan = (off: string, by: string) =>
      postgres
        .exec(`set enable_seqscan = on; set enable_indexscan = on; set enable_bitmapscan = on; set enable_indexonlyscan = on;
               ${off} select name || ' ' || n as row from written where ${by} order by name, n`)
        .then(results => (results.at(-1)?.rows ?? []).map(row => String((row as { row: string }).row)));
    const seq = 'set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off;';
    const table = await scan(seq, 'true');
    expect(table).toEqual(expect.arrayContaining(acknowledged));
    for (const by of ["name >= ''", "filler >= ''"])
      expect(await scan('set enable_seqscan = off;', by), `the index on ${by}`).toEqual(table);
    await postgres.exec('create extension if not exists amcheck');
    const indexes = await ask<{ checked: number }>(
      `select count(bt_index_check(c.oid::regclass, true))::int as checked from pg_class c
       join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence = 'p'`,
    );
    expect(indexes[0]?.checked).toBeGreaterThan(100);
    await postgres.exec('drop extension amcheck');
  } finally {
    await postgres.close();
  }
}

const isInside = (): boolean => existsSync(`${folder}.inside`);

/** The second process stays out while the first one has the database, and gets in when that one is through. */
async function inTurn(first: Started, second: Started, keptOut: () => Promise<void>): Promise<void> {
  await second.says('starting');
  await keptOut();
  await Promise.all([ends(first), ends(second)]);
  const [one, other] = [await first.ended, await second.ended];
  expect(one.stdout).toMatch(/^in .+^out /ms);
  expect(other.stdout).toMatch(/^in .+^out /ms);
  expect(isInside()).toBe(false);
  await nothingIsAmiss();
}

function suite(title: string, [one, other]: [Writer, Writer]): void {
  describe(title, () => {
    test(`one in a statement of ${STATEMENT} s: never both at once, and nothing is amiss`, async () => {
      for (const round of ROUNDS) {
        const first = one(`busy-${round}`, 'statement', STATEMENT);
        await first.says(`ack busy-${round} `);
        const second = other(`waits-${round}`, 'rows', 200);
        await inTurn(first, second, async () => {
          await sleep((STATEMENT - 1) * 1000);
          await expect(Promise.race([second.says(`in waits-${round}`), sleep(0, 'out')])).resolves.toBe('out');
        });
      }
      figure(
        `two processes on one embedded folder, ${title}, one in a statement of ${STATEMENT} s`,
        `${ROUNDS.length} rounds, never both at once, every acknowledged row there, every index whole`,
      );
    }, 3_600_000);
  });
}

suite('both on this machine', [here, here]);
onServer('One in a container', () => {
  suite('the one that is busy in the container', [inContainer, here]);
  suite('the one that waits in the container', [here, inContainer]);
});

describe('Two processes of this machine', () => {
  test(`one stopped for ${STOPPED} s: never both at once, and nothing is amiss`, async () => {
    for (const round of ROUNDS) {
      const first = here(`stopped-${round}`, 'rows', 3000);
      await first.says(`ack stopped-${round} 5\n`);
      first.kill('SIGSTOP');
      const second = here(`waits-${round}`, 'rows', 200);
      await inTurn(first, second, async () => {
        await sleep(STOPPED * 1000);
        await expect(Promise.race([second.says(`in waits-${round}`), sleep(0, 'out')])).resolves.toBe('out');
        first.kill('SIGCONT');
      });
    }
    figure(
      `two processes on one embedded folder, one stopped for ${STOPPED} s`,
      `${ROUNDS.length} rounds, never both at once, every acknowledged row there, every index whole`,
    );
  }, 3_600_000);

  test('one killed in the middle of its work: the other gets in at once, and nothing is amiss', async () => {
    for (const round of ROUNDS) {
      const first = here(`killed-${round}`, 'rows', 1_000_000);
      await first.says(`ack killed-${round} ${10 + Math.floor(Math.random() * 200)}\n`);
      first.kill('SIGKILL');
      const { stdout } = await first.ended;
      acknowledged.push(...[...stdout.matchAll(/^ack (.+)$/gm)].map(([, row = '']) => row));
      await rm(`${folder}.inside`);
      const second = here(`follows-${round}`, 'rows', 20);
      await ends(second);
      expect((await second.ended).stderr).not.toContain('waiting for');
      await nothingIsAmiss();
    }
  }, 3_600_000);
});
