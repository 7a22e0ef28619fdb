import type { Options } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Drift, drift } from '../../src/commands/drift.ts';
import type { ReportedDifference } from '../../src/report/index.ts';
import { bookshopOptions, migratedBookshop } from '../support/bookshop.ts';
import { onOneEngine, type TestDatabase } from '../support/engines.ts';
import { PLANTED, THEIRS } from './planted.ts';

const KINDS = ['changed', 'missing', 'unknown'] as const;

const differencesIn = (found: Drift, kind: (typeof KINDS)[number]): ReportedDifference[] =>
  found[kind].flatMap(({ differences }) => differences);
const namesIn = (found: Drift, kind: (typeof KINDS)[number]): string[] =>
  differencesIn(found, kind).map(({ object }) => object);

onOneEngine('drift of a project’s database', engine => {
  let database: TestDatabase;
  let options: Partial<Options>;
  beforeAll(async () => {
    database = await migratedBookshop(engine);
    options = await bookshopOptions(database);
  });
  afterAll(() => database.drop());

  test('none is invented on a clean database, nor on one that others use too', async () => {
    expect(await drift(options)).toMatchObject({ clean: true, changed: [], missing: [], unknown: [], others: [] });
    await database.sql(THEIRS.sql);
    const found = await drift(options);
    expect(found).toMatchObject({ clean: true, changed: [], missing: [], unknown: [] });
    expect(found.others.toSorted()).toEqual(THEIRS.objects);
    expect((await drift(options, { strict: true })).clean).toBe(false);
  });

  test('what is not supported is named, and is no drift', async () => {
    await database.sql(`create type span as (low integer, high integer); create rule quiet as on delete to orders do also nothing;
      grant select on authors to public; grant select (title) on books to public;
      create collation plain from "C"`);
    const { clean, unmodelled } = await drift(options);
    await database.sql(`drop type span; drop rule quiet on orders; drop collation plain;
      revoke all on authors from public; revoke all (title) on books from public`);
    expect(clean).toBe(true);
    expect(unmodelled.onlyLive.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'collation plain',
      'composite type span',
      'grants authors',
      'grants books.title',
      'rule quiet on orders',
    ]);
  });

  describe(`${PLANTED.length} kinds at once`, () => {
    let found: Drift;
    beforeAll(async () => {
      for (const { sql } of PLANTED) await database.sql(sql);
      found = await drift(options);
    });

    test.each(PLANTED)('$what', ({ facts, ...planted }) => {
      for (const kind of KINDS) expect(namesIn(found, kind)).toEqual(expect.arrayContaining(planted[kind] ?? []));
      const [changed] = planted.changed ?? [];
      const difference = differencesIn(found, 'changed').find(({ object }) => object === changed);
      if (facts) expect(difference?.facts.map(({ fact, from, to }) => [fact, from, to])).toEqual(facts);
    });

    test('nothing beside them is found', () => {
      for (const kind of KINDS)
        expect(namesIn(found, kind).toSorted()).toEqual(PLANTED.flatMap(one => one[kind] ?? []).toSorted());
      expect(found).toMatchObject({ clean: false, others: expect.arrayContaining(THEIRS.objects) });
    });
  });
});
