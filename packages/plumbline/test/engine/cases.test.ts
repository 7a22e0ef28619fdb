import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedScratch, type ScratchDatabase } from '../../src/shadow/index.ts';
import { Bench } from './case.ts';
import { tables } from './cases/index.ts';

let databases: ScratchDatabase[];
let bench: Bench;
beforeAll(async () => {
  databases = [await embeddedScratch(), await embeddedScratch()];
  for (const database of databases) await database.run('create role app_user');
  bench = new Bench(databases[0] as ScratchDatabase, databases[1] as ScratchDatabase);
});
afterAll(async () => {
  for (const database of databases ?? []) await database.close();
});

describe.each(Object.entries(tables))('%s', (_, cases) => {
  test.each(cases.map(one => [one.name, one] as const))('%s', async (_, one) => bench.check(one));
});

test('there are enough cases, each under a name of its own, and an unchanged schema first', () => {
  const all = Object.values(tables).flat();
  expect(all.length).toBeGreaterThanOrEqual(150);
  for (const [kind, cases] of Object.entries(tables)) {
    expect(cases[0]?.up, `the first case of ${kind}`).toEqual([]);
    expect(new Set(cases.map(({ name }) => name)).size, kind).toBe(cases.length);
  }
});
