import type { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { toProblem } from '../../src/problem/index.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { inCopyOf } from './databases.ts';
import { HOSTILE } from './hostile.ts';
import { listed, withMigrator } from './in-process.ts';

onServer('Whatever a migration says', () => {
  let first: TestDatabase;
  const FIRST = listed('Migration1', ['create table first (id integer)']);
  const up = (env: NodeJS.ProcessEnv, classes: (typeof Migration)[]): Promise<string> =>
    withMigrator(env, classes, async migrator => {
      await migrator.up();
      return 'done';
    }).catch((error: unknown) => {
      const { code, message, why, fix } = toProblem(error);
      return [code, message, why, fix].join('\n');
    });

  beforeAll(async () => {
    vi.stubEnv('PLUMBLINE_LOG', 'plain');
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    first = await server.create();
    expect(await up(first.env, [FIRST])).toBe('done');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await first.drop();
  });

  describe.each(Object.entries(HOSTILE))('%s', (_, said) => {
    test.each([false, true])(
      'ends as a problem that is foreseen, or works; outside a transaction: %s',
      async apart => {
        await inCopyOf(first, async ({ env, sql }) => {
          const classes = [FIRST, listed('Migration2', [said].flat(), apart)];
          const ended = await up(env, classes);
          expect(ended).not.toMatch(/^PL(?:000|173|221)|^\s+at /m);
          // the books say what was done, and another run ends in the same way or has nothing to do
          const again = await up(env, classes);
          // a list that a migration spoiled is said to be what is wrong
          expect(again).not.toMatch(/^PL(?:000|173(?!\n.*, the list of migrations,)|221)|^\s+at /m);
          if (ended !== 'done') return;
          expect(again).toBe('done');
          const names = await sql<{ name: string }>('select name from public.mikro_orm_migrations order by id');
          expect(names.map(({ name }) => name)).toEqual(['Migration1', 'Migration2']);
        });
      },
      60_000,
    );
  });
});
