import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../../src/problem/index.ts';
import type { ScratchDatabase } from '../../src/shadow/index.ts';
import { borrow, lend } from '../../src/watch/lent.ts';

const database = {
  query: vi.fn(async (sql: string, path?: string) => [{ sql, path }]),
  run: vi.fn(async (_script: string) => {}),
  makeRole: vi.fn(async (_name: string) => {}),
  dropRoles: vi.fn(async () => {}),
  close: vi.fn(async () => {}),
};
const open = vi.fn(async () => database as unknown as ScratchDatabase);
let channel: MessageChannel;
let atRest: () => Promise<void>;
beforeEach(() => {
  vi.clearAllMocks();
  channel = new MessageChannel();
  atRest = lend(channel.port1, open);
});
afterEach(() => atRest());

test('a lent database is opened where it is asked for, and does what it is told', async () => {
  const lent = await borrow(channel.port2, { dsn: 'postgresql://shadow' });
  expect(open).toHaveBeenCalledExactlyOnceWith({ dsn: 'postgresql://shadow' });
  expect(await lent.query('select 1', 'own')).toEqual([{ sql: 'select 1', path: 'own' }]);
  expect(await lent.query('select 2')).toEqual([{ sql: 'select 2', path: undefined }]);
  await lent.run('create table a ()');
  expect(database.run).toHaveBeenCalledExactlyOnceWith('create table a ()');
  await lent.makeRole('reader');
  expect(database.makeRole).toHaveBeenCalledExactlyOnceWith('reader');
  await lent.dropRoles();
  expect(database.dropRoles).toHaveBeenCalledOnce();
  await lent.close();
  expect(database.close).not.toHaveBeenCalled();
});

test('an error arrives with what PostgreSQL said, and without what no other thread can have', async () => {
  const lent = await borrow(channel.port2, {});
  const error = Object.assign(new Error('no such table'), { code: '42P01', position: '15', retry: () => {} });
  database.run.mockRejectedValueOnce(error);
  const arrived = await lent.run('select from gone').catch((one: unknown) => one);
  expect(arrived).toBeInstanceOf(Error);
  expect(arrived).toMatchObject({ message: 'no such table', code: '42P01', position: '15' });
  expect(arrived).not.toHaveProperty('retry');
});

test('a problem arrives as one', async () => {
  open.mockRejectedValueOnce(
    new Problem('PL340', { what: 'no scratch database', why: 'no rights', fix: 'grant them' }),
  );
  const arrived = await borrow(channel.port2, {}).catch((one: unknown) => one);
  expect(arrived).toBeInstanceOf(Problem);
  expect(arrived).toMatchObject({ code: 'PL340', message: 'no scratch database', why: 'no rights', fix: 'grant them' });
});

test('whoever lends it waits for what is going on there', async () => {
  const lent = await borrow(channel.port2, {});
  const running = Promise.withResolvers<void>();
  database.run.mockReturnValueOnce(running.promise);
  void lent.run('select pg_sleep(1)').catch(() => {});
  await vi.waitFor(() => expect(database.run).toHaveBeenCalled());
  const rested = vi.fn();
  const resting = atRest().then(rested);
  await new Promise(setImmediate);
  expect(rested).not.toHaveBeenCalled();
  running.resolve();
  await resting;
});
