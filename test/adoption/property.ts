import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scale } from '../../packages/plumbline/test/stress/scale.ts';
import { type CatalogObject, readCatalog } from '../../packages/plumbline/test/support/catalog.ts';
import type { Engine } from '../../packages/plumbline/test/support/engines.ts';
import { holds } from '../../packages/plumbline/test/support/property.ts';
import { readFacts } from '../support/facts.ts';
import { insertRows } from '../support/legacy-rows.ts';
import { FULL, type LegacyVariant, SCRIPTS, SPARE_COLUMNS } from '../support/legacy-scripts.ts';
import { PARENTS_FIRST } from '../support/legacy-state.ts';
import { otherServices } from '../support/other-services.ts';
import { openPlatform, type Platform } from '../support/platform.ts';
import { target } from '../support/reference.ts';
import { rowDigests } from '../support/rows.ts';
import { expectationFrom } from './expectation.ts';

/** A database that some of the old scripts left behind. */
interface LegacyState {
  variant: LegacyVariant;
  /** In the order they ran, each with the number of its statements that ran; Infinity for all. */
  runs: { script: string; statements: number }[];
  rows: { count: number; seed: number };
}

const standing = fc.constantFrom('old name' as const, 'new name' as const, 'absent' as const);
const legacyState: fc.Arbitrary<LegacyState> = fc.record({
  variant: fc.record({
    extraColumns: fc.subarray(FULL.extraColumns),
    sessionsKey: fc.boolean(),
    metadataDefault: fc.boolean(),
    unique: standing,
    vectorIndex: standing,
    missing: fc.subarray(SPARE_COLUMNS, { maxLength: 4 }),
  }),
  runs: fc.shuffledSubarray(Object.keys(SCRIPTS)).chain(scripts =>
    fc.tuple(
      ...scripts.map(script =>
        fc.record({
          script: fc.constant(script),
          statements: fc.oneof(
            fc.constant(Number.POSITIVE_INFINITY),
            fc.nat({ max: SCRIPTS[script]?.(FULL).length ?? 0 }),
          ),
        }),
      ),
    ),
  ),
  rows: fc.record({ count: fc.nat({ max: 3 }), seed: fc.nat() }),
});

/** Adoption of generated legacy states, one after the other in one database. */
export function adoptsEveryLegacyState(engine: Engine): void {
  const role = `reporting_${randomUUID()}`;
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform(engine);
    await platform.sql(`create role "${role}"`);
  });
  afterAll(async () => {
    await platform.reset();
    await platform.sql(`drop role "${role}"`);
    await platform.close();
  });

  /** Builds the state and returns what is not ours in it. */
  async function build({ variant, runs, rows }: LegacyState): Promise<CatalogObject[]> {
    await platform.reset();
    await platform.sql(otherServices(role, rows));
    const others = await readCatalog(platform.sql);
    const statements = runs.flatMap(run => SCRIPTS[run.script]?.(variant).slice(0, run.statements) ?? []);
    await platform.sql(statements.join(';\n'));
    const { tables } = await readFacts(platform.sql);
    const filled = PARENTS_FIRST.flatMap(table => {
      const facts = tables[table];
      return facts ? [insertRows(table, facts.columns, rows)] : [];
    });
    await platform.sql(filled.join(';\n'));
    return others;
  }

  test(
    'any state becomes the target, keeps its rows and its extras, and nothing else is touched',
    { timeout: scale(600_000, 3_600_000) },
    () =>
      holds(
        fc.asyncProperty(legacyState, async state => {
          const { sql, orm, takeWarnings } = platform;
          const others = await build(state);
          const before = { facts: await readFacts(sql), catalog: await readCatalog(sql), rows: await rowDigests(sql) };
          const expected = expectationFrom(before.facts);

          const [ran] = await orm.migrator.up();
          const after = { facts: await readFacts(sql), catalog: await readCatalog(sql) };
          const ours = Object.fromEntries(Object.keys(target.tables).map(table => [table, after.facts.tables[table]]));
          expect(ours).toEqual(expected.tables);
          expect(after.facts.enums).toMatchObject(target.enums);
          expect(after.facts.functions).toEqual(expect.arrayContaining(target.functions));
          expect(takeWarnings().sort()).toEqual(expected.warnings);
          expect(touched(others, after.catalog)).toEqual([]);
          expect(rebuilt(before.catalog, after.catalog)).toEqual([]);
          expect(await rowDigests(sql, before.facts)).toEqual(before.rows);

          await orm.migrator.unlogMigration(ran?.name ?? '');
          await orm.migrator.up();
          expect(await readCatalog(sql)).toEqual(after.catalog);
          expect(await rowDigests(sql, before.facts)).toEqual(before.rows);
          expect(takeWarnings().sort()).toEqual(expected.warnings);

          await orm.migrator.down();
          const left = (await readCatalog(sql)).filter(({ name }) => !name.startsWith('mikro_orm_migrations'));
          expect(touched(others, left)).toEqual([]);
          expect(touched(left, others)).toMatchObject([{ kind: 'extension', name: 'vector' }]);
        }),
        {
          numRuns: scale(30, 250),
          interruptAfterTimeLimit: scale(500_000, 3_500_000),
          markInterruptAsFailure: true,
        },
      ),
  );
}

/** The objects that are not there as they were. */
const touched = (before: CatalogObject[], after: CatalogObject[]): CatalogObject[] =>
  before.filter(object => !after.some(other => isDeepStrictEqual(object, other)));

/** The objects that are gone or in another file, whatever they are called now: a rename keeps both. */
const rebuilt = (before: CatalogObject[], after: CatalogObject[]): CatalogObject[] =>
  before.filter(({ kind, oid, file }) => !after.some(a => a.kind === kind && a.oid === oid && a.file === file));
