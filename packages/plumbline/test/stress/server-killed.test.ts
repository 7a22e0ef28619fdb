import { afterAll, beforeAll, expect, test } from 'vitest';
import { chain, stateOf } from '../runner/chain.ts';
import { RunProject, said } from '../runner/run-project.ts';
import { onServer } from '../support/engines.ts';
import { OwnServer } from './own-server.ts';
import { figure, numbers, ofThisPart, scale, seconds, spread } from './scale.ts';

const ROUNDS = ofThisPart(numbers(scale(2, 20))).length;

onServer('A server that is killed in the middle of a run, and started again,', () => {
  let project: RunProject;
  let server: OwnServer;
  let unbroken: string[];
  let ms = 0;

  beforeAll(async () => {
    project = await RunProject.create(chain(scale(5000, 50_000)));
    server = await OwnServer.start();
    const { env, sql, drop } = await server.database();
    ms = await project.times(['migration:up'], env);
    unbroken = await stateOf(sql);
    await drop();
  });
  afterAll(async () => {
    await project.remove();
    await server.stop();
  });

  test('the run waits for it, and ends as an unbroken one', async () => {
    const times: number[] = [];
    let again = 0;
    while (again < ROUNDS) {
      const { env, sql, drop } = await server.database();
      const ended = await project.struck(['migration:up'], env, ms, async () => {
        await server.kill();
        await server.startAgain();
      });
      await server.answers();
      expect(said(ended)).toMatch(/^0:/);
      // otherwise it was over before
      if (ended.stderr.includes('connecting again')) {
        again++;
        times.push(ended.seconds * 1000);
      }
      await project.succeeds(['migration:up'], env);
      expect(await stateOf(sql)).toEqual(unbroken);
      await drop();
    }
    figure(
      'server killed with SIGKILL and started again in the middle of a run',
      `${again} runs, all connected again and ended the same by themselves, after ${seconds(spread(times).most)} at most`,
    );
  }, 3_600_000);
});
