/**
 * Reads and writes a table steadily, in a process of its own, and measures how long it is kept waiting:
 *
 *   fork('load.ts', [DSN, ROWS])
 *
 * The message `mark` answers with what happened since the last one; `end` too, and ends.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** What the load met since the last mark. */
export interface Met {
  operations: number;
  /** The longest that one of them took, in milliseconds. */
  longest: number;
  median: number;
  /** Those that took long, and when they began, as milliseconds since 1970. */
  slow: { what: string; at: number; ms: number }[];
  errors: string[];
}

/** What is long, in milliseconds. */
const LONG = 100;
const CLIENTS = 8;
/** Between two operations of a client, in milliseconds: about a hundred operations a second altogether. */
const PAUSE = 75;

const [connectionString = '', rows = '1'] = process.argv.slice(2);
const ROWS = Number(rows);

const random = (): string => `[${Array.from({ length: 8 }, () => Math.random().toFixed(4)).join(',')}]`;
const row = (): number => 1 + Math.floor(Math.random() * ROWS);
let next = ROWS * 2 + process.pid * 1_000_000;

/** In their share of the load. A search goes with the writes: it may be slow when its index is gone. */
const OPERATIONS: [string, () => [string, unknown[]]][] = [
  ['read', () => ['select note, n from item where id = $1', [row()]]],
  ['read', () => ['select note, n from item where id = $1', [row()]]],
  ['read', () => ['select i.note from item i join owner o on o.id = i.owner_id where i.id = $1', [row()]]],
  ['update', () => ['update item set n = $2 where id = $1', [row(), row() % 1000]]],
  [
    'insert',
    () => ['insert into item (id, owner_id, n, note, embedding) values ($1, 1, 1, $2, $3)', [next++, 'new', random()]],
  ],
  ['search', () => ['select id from item order by embedding <-> $1 limit 5', [random()]]],
];

/** Finished ones, and those that are still waiting, which count as long as they wait. */
let done: { what: string; at: number; ms: number }[] = [];
const running = new Map<object, { what: string; since: number }>();
let errors: string[] = [];
let over = false;

async function client(): Promise<void> {
  const connection = new Client({ connectionString, application_name: 'load' });
  await connection.connect();
  while (!over) {
    const [what, query] = OPERATIONS[Math.floor(Math.random() * OPERATIONS.length)] as (typeof OPERATIONS)[number];
    const key = {};
    const since = performance.now();
    running.set(key, { what, since });
    await connection.query(...query()).catch((error: Error) => errors.push(`${what}: ${error.message}`));
    running.delete(key);
    done.push({ what, at: since, ms: performance.now() - since });
    await sleep(PAUSE * (0.5 + Math.random()));
  }
  await connection.end();
}

function met(): Met {
  const now = performance.now();
  const all = [...done, ...[...running.values()].map(({ what, since }) => ({ what, at: since, ms: now - since }))];
  const sorted = all.toSorted((a, b) => a.ms - b.ms);
  const result = {
    operations: done.length,
    longest: sorted.at(-1)?.ms ?? 0,
    median: sorted[Math.floor(sorted.length / 2)]?.ms ?? 0,
    slow: sorted
      .filter(({ ms }) => ms > LONG)
      .map(({ what, at, ms }) => ({ what, at: performance.timeOrigin + at, ms })),
    errors,
  };
  done = [];
  errors = [];
  return result;
}

process.on('message', async message => {
  process.send?.(met());
  if (message !== 'end') return;
  over = true;
});
await Promise.all(Array.from({ length: CLIENTS }, client));
process.disconnect();
