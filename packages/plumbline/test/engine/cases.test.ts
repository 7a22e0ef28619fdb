import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';
import { scale } from '../stress/scale.ts';
import { openScratch, projectEngine, projectVersion } from '../support/scratch.ts';
import { Bench, type Case, isFor, needsPgvector, on } from './case.ts';
import { tables } from './cases/index.ts';

const engine = projectEngine();
const version = projectVersion();
/** A real server brings what PostgreSQL brings, and no pgvector. */
const hasPgvector = engine === 'PGlite';

let databases: ScratchDatabase[];
let bench: Bench;
beforeAll(async () => {
  databases = [await openScratch(), await openScratch()];
  for (const database of databases) await new Shadow(database).needRoles(['app_user']);
  bench = new Bench(databases[0] as ScratchDatabase, databases[1] as ScratchDatabase);
});
afterAll(async () => {
  for (const database of databases ?? []) await database.close();
});

/**
 * In the short form the embedded PostgreSQL is asked about what needs pgvector, and about every third of the rest: real
 * servers are asked about all of it, one of its version too.
 */
const every = hasPgvector ? scale(3, 1) : 1;

const runs = (one: Case): boolean => isFor(one, version) && (hasPgvector || !needsPgvector(one));
const isChosen = (one: Case, i: number): boolean => needsPgvector(one) || i % every === 0;
const byKind = Object.entries(tables).map(([kind, cases]) => [kind, cases.filter(runs).filter(isChosen)] as const);

describe.each(byKind.filter(([, cases]) => cases.length > 0))(`on ${engine}: %s`, (_, cases) => {
  test.each(cases.map(one => [one.name, on(one, version)] as const))('%s', async (_, one) => bench.check(one));
});

const all = Object.values(tables).flat();
const newer = all.filter(one => !isFor(one, version)).length;
const vectors = hasPgvector ? 0 : all.filter(one => isFor(one, version) && needsPgvector(one)).length;

const chosen = byKind.reduce((sum, [, cases]) => sum + cases.length, 0);

test(`${engine} runs ${chosen} cases of ${all.length - newer - vectors}; ${newer} are of a newer version, ${vectors} need pgvector, which PGlite has`, () => {
  expect(all.filter(runs)).toHaveLength(all.length - newer - vectors);
  expect(chosen).toBeGreaterThanOrEqual(every === 1 ? 300 : 150);
});

test('there are enough cases, each under a name of its own, and an unchanged schema first', () => {
  expect(all.length).toBeGreaterThanOrEqual(150);
  for (const [kind, cases] of Object.entries(tables)) {
    expect(cases[0]?.up, `the first case of ${kind}`).toEqual([]);
    expect(new Set(cases.map(({ name }) => name)).size, kind).toBe(cases.length);
  }
});
