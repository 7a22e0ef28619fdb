import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '../../src/problem/index.ts';
import type { ScratchDatabase } from '../../src/shadow/index.ts';
import { connectScratch, serveScratch } from '../../src/watch/scratch-rpc.ts';

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
  atRest = serveScratch(channel.port1, open);
});
afterEach(() => atRest());

test('the database of another thread is opened where it is asked for, and does what it is told', async () => {
  const scratch = await connectScratch(channel.port2, { dsn: 'postgresql://shadow' });
  expect(open).toHaveBeenCalledExactlyOnceWith({ dsn: 'postgresql://shadow' });
  expect(await scratch.query('select 1', 'own')).toEqual([{ sql: 'select 1', path: 'own' }]);
  expect(await scratch.query('select 2')).toEqual([{ sql: 'select 2', path: undefined }]);
  await scratch.run('create table a ()');
  expect(database.run).toHaveBeenCalledExactlyOnceWith('create table a ()');
  await scratch.makeRole('reader');
  expect(database.makeRole).toHaveBeenCalledExactlyOnceWith('reader');
  await scratch.dropRoles();
  expect(database.dropRoles).toHaveBeenCalledOnce();
  await scratch.close();
  expect(database.close).not.toHaveBeenCalled();
});

test('an error arrives with what PostgreSQL said, and without what no other thread can have', async () => {
  const scratch = await connectScratch(channel.port2, {});
  const error = Object.assign(new Error('no such table'), { code: '42P01', position: '15', retry: () => {} });
  database.run.mockRejectedValueOnce(error);
  const arrived = await scratch.run('select from gone').catch((one: unknown) => one);
  expect(arrived).toBeInstanceOf(Error);
  expect(arrived).toMatchObject({ message: 'no such table', code: '42P01', position: '15' });
  expect(arrived).not.toHaveProperty('retry');
});

test('a problem arrives as one', async () => {
  open.mockRejectedValueOnce(
    new Problem('PL340', { what: 'no scratch database', why: 'no rights', fix: 'grant them' }),
  );
  const arrived = await connectScratch(channel.port2, {}).catch((one: unknown) => one);
  expect(arrived).toBeInstanceOf(Problem);
  expect(arrived).toMatchObject({ code: 'PL340', message: 'no scratch database', why: 'no rights', fix: 'grant them' });
});

test('whoever lends it waits for what is going on there', async () => {
  const scratch = await connectScratch(channel.port2, {});
  const running = Promise.withResolvers<void>();
  database.run.mockReturnValueOnce(running.promise);
  void scratch.run('select pg_sleep(1)').catch(() => {});
  await vi.waitFor(() => expect(database.run).toHaveBeenCalled());
  const rested = vi.fn();
  const resting = atRest().then(rested);
  await new Promise(setImmediate);
  expect(rested).not.toHaveBeenCalled();
  running.resolve();
  await resting;
});
