import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chain, stateOf } from '../runner/chain.ts';
import { inCopyOf, inDatabase } from '../runner/databases.ts';
import { RunProject, said } from '../runner/run-project.ts';
import { start } from '../support/command.ts';
import { onServer, server, type TestDatabase } from '../support/engines.ts';
import { figure, numbers, ofThisPart, scale } from './scale.ts';

const DOOMED = join(import.meta.dirname, 'doomed.ts');
/** Every query of the run; in the short form some of them, spread evenly. */
const POINTS = scale(2, Number.POSITIVE_INFINITY);
const MOMENTS = ofThisPart(numbers(scale(1, 100))).length;
const ROWS = scale(2000, 20_000);

const COMMANDS = { up: ['migration:up'], down: ['migration:down', '--to=0'] };
type Way = keyof typeof COMMANDS;

/** Ends sessions of a run; the lock's, the one that works, and the one that looks on. */
const TERMINATE = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name ~ '^plumbline (lock|run|watch) ' and random() < 0.6`;

onServer('A run that breaks off', () => {
  let project: RunProject;
  /** What an unbroken run leaves behind, and how long it takes from its first words on, in milliseconds. */
  const unbroken = { up: [] as string[], down: [] as string[], ms: { up: 0, down: 0 } };

  let full: TestDatabase;

  beforeAll(async () => {
    project = await RunProject.create(chain(ROWS));
    full = await server.create();
    const measure = async (way: Way, { env, sql }: TestDatabase): Promise<void> => {
      unbroken.ms[way] = await project.times(COMMANDS[way], env);
      unbroken[way] = await stateOf(sql);
    };
    await measure('up', full);
    await inCopyOf(full, copy => measure('down', copy));
  });
  afterAll(async () => {
    await project.remove();
    await full.drop();
  });

  /** In a database where a run in this direction has everything to do. */
  const ready = <T>(way: Way, use: (database: TestDatabase) => Promise<T>): Promise<T> =>
    way === 'up' ? inDatabase(use) : inCopyOf(full, use);

  const nextRunEndsTheSame = async (way: Way, { env, sql }: TestDatabase): Promise<void> => {
    await project.succeeds(COMMANDS[way], env);
    expect(await stateOf(sql)).toEqual(unbroken[way]);
  };

  describe.each(['up', 'down'] as const)('migration:%s', way => {
    const doomed = (env: NodeJS.ProcessEnv, at: number, when: string) =>
      start('node', [DOOMED, project.folder, way, String(at), when], env, project.folder).ended;

    test('by kill -9 before a query and in the middle of it: the next run ends as an unbroken one', async () => {
      const queries = Number((await ready(way, ({ env }) => doomed(env, -1, 'before'))).stdout);
      expect(queries).toBeGreaterThan(50);
      const count = Math.min(POINTS, queries);
      const points = ofThisPart(numbers(count).map(i => Math.floor((i * queries) / count)));
      for (const point of points)
        for (const when of ['before', 'sent'])
          await ready(way, async database => {
            const { code, stderr } = await doomed(database.env, point, when);
            expect(code, `killed at query ${point}, ${when}: ${stderr}`).toBe(null);
            await nextRunEndsTheSame(way, database);
          });
      figure(
        `migration:${way}, kill -9 at its queries`,
        `${2 * points.length} kills (before and during ${points.length} of ${queries}), the next run ended the same each time`,
      );
    }, 7_200_000);

    test('by kill -9 at any moment: the next run ends as an unbroken one', async () => {
      for (let kills = 0; kills < MOMENTS; )
        await ready(way, async database => {
          const { code } = await project.struck(COMMANDS[way], database.env, unbroken.ms[way], run =>
            run.kill('SIGKILL'),
          );
          if (code === null) kills++;
          await nextRunEndsTheSame(way, database);
        });
      figure(`migration:${way}, kill -9 at random moments`, `${MOMENTS} kills, the next run ended the same each time`);
    }, 7_200_000);

    test('by pg_terminate_backend at any moment: the run connects again and ends as an unbroken one', async () => {
      let again = 0;
      for (let i = 0; i < MOMENTS; i++)
        await ready(way, async database => {
          const ended = await project.struck(COMMANDS[way], database.env, unbroken.ms[way], () =>
            database.sql(TERMINATE),
          );
          expect(said(ended)).toMatch(/^0:/);
          if (ended.stderr.includes('connecting again')) again++;
          expect(await stateOf(database.sql)).toEqual(unbroken[way]);
        });
      figure(
        `migration:${way}, pg_terminate_backend at random moments`,
        `${MOMENTS} times, ${again} runs connected again, all ended the same by themselves`,
      );
    }, 7_200_000);
  });
});
