import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chain, effects, stateOf } from '../runner/chain.ts';
import { inDatabase } from '../runner/databases.ts';
import { RunProject, said } from '../runner/run-project.ts';
import { onServer } from '../support/engines.ts';
import { figure, numbers, ofThisPart, scale, seconds, spread } from './scale.ts';

const PROCESSES = scale(5, 20);
const ROUNDS = ofThisPart(numbers(scale(2, 50)));
/** How long a process waits for one that does nothing, in the case of the long run. */
const PATIENCE = 2;

const CASES = {
  'migrations of both kinds, with concurrent index builds': { migrations: chain(2000), env: {} },
  'a run twice as long as the lock’s patience': {
    migrations: {
      Migration01: { up: ['create table effects (name text)'] },
      Migration02: { up: [`select pg_sleep(${2 * PATIENCE})`, "insert into effects values ('Migration02')"] },
    },
    env: { PLUMBLINE_LOCK_WAIT: String(PATIENCE) },
  },
};

onServer(
  `${PROCESSES} processes of the stock command, started at once on an empty database, ${ROUNDS.length} rounds:`,
  () => {
    describe.each(Object.entries(CASES))('%s:', (title, { migrations, env }) => {
      let project: RunProject;
      /** What one process alone makes. */
      let expected: string[];

      beforeAll(async () => {
        project = await RunProject.create(migrations);
        expected = await inDatabase(async ({ env, sql }) => {
          await project.succeeds(['migration:up'], env);
          return stateOf(sql);
        });
      });
      afterAll(() => project.remove());

      test('each migration is executed once, every process ends with 0, the catalog is right', async () => {
        const times: number[] = [];
        for (const _ of ROUNDS) {
          await inDatabase(async database => {
            const started = performance.now();
            const ended = await Promise.all(
              Array.from({ length: PROCESSES }, () => project.mikroOrm(['migration:up'], { ...database.env, ...env })),
            );
            times.push(performance.now() - started);
            expect(ended.filter(({ code }) => code !== 0).map(said)).toEqual([]);
            expect(new Set(Object.values(await effects(database.sql)))).toEqual(new Set([1]));
            expect(await stateOf(database.sql)).toEqual(expected);
          });
        }
        const { most, median } = spread(times);
        figure(
          `${PROCESSES} at once, ${title}`,
          `${times.length} rounds, each once, all ended with 0; a round took ${seconds(median)}, at most ${seconds(most)}`,
        );
      }, 3_600_000);
    });
  },
);
