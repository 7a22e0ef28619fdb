import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { RunLock } from '../../src/runner/index.ts';
import { onServer } from '../support/engines.ts';
import { inDatabase } from './databases.ts';

const TABLE = 'public.mikro_orm_migrations';
const PATIENCE = 1500;

onServer('A run that waits for the lock', () => {
  test('gives up on one that holds it and does nothing, not on many that have it one after the other', async () => {
    await inDatabase(async ({ env }) => {
      const config = { connectionString: String(env.SA01_DB_DSN) };
      const take = () =>
        RunLock.take(config, TABLE, { patience: PATIENCE, stop: new AbortController().signal, waiting: () => {} });
      const first = await take();
      await expect(take()).rejects.toMatchObject({ code: 'PL210' });

      // each waits in PostgreSQL, so that the lock is never free in between
      const others = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const client = new Client(config);
          await client.connect();
          await client.query('begin');
          return client;
        }),
      );
      const inTurn = others.map(async client => {
        await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [0x504c554d, TABLE]);
        await sleep(PATIENCE / 2);
        await client.query('rollback');
        await client.end();
      });
      await sleep(200);
      const started = performance.now();
      const waiting = take();
      await first.release();
      const lock = await waiting;
      expect(performance.now() - started).toBeGreaterThan(2 * PATIENCE);
      await Promise.all(inTurn);
      await lock.release();
    });
  });
});
