import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { MikroORM } from '@mikro-orm/core';
import type { Migration, MigrationResult } from '@mikro-orm/migrations';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import fc from 'fast-check';
import { parseSync } from 'oxc-parser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { filesOf } from '../../src/authoring/index.ts';
import { compareCatalogs } from '../../src/compare/index.ts';
import { template, writeMigrations } from '../../src/history/index.ts';
import type { Catalog } from '../../src/objects/index.ts';
import { type CreateOptions, Migrator } from '../../src/orm/migrator.ts';
import { planChange } from '../../src/planner/index.ts';
import type { Proof } from '../../src/proof/index.ts';
import { buildSchema, embeddedScratch, Shadow } from '../../src/shadow/index.ts';
import { scale } from '../stress/scale.ts';
import { bookshopOptions } from '../support/bookshop.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { holds } from '../support/property.ts';
import { REPOSITORY } from '../support/repository.ts';
import { pair, sqlOf } from './artefact/schema.ts';
import { UNLUCKY } from './artefact/words.ts';

/** One for all cases: a thousand would take their time to start. */
let shadow: Shadow;
let database: TestDatabase;
let orm: MikroORM<AbstractSqlDriver>;
let folder: string;

class Author extends Migrator {
  protected override onShadow<T>(work: (shadow: Shadow) => Promise<T>): Promise<T> {
    return work(shadow);
  }
}

beforeAll(async () => {
  shadow = new Shadow(await embeddedScratch());
  database = await embedded.create();
  orm = (await MikroORM.init(await bookshopOptions(database))) as MikroORM<AbstractSqlDriver>;
});
afterAll(async () => {
  await orm?.close();
  await shadow?.close();
  await database?.drop();
});
beforeEach(async () => {
  // below the repository, where a migration finds what it imports
  folder = await mkdtemp(join(REPOSITORY, '.artefact-'));
  orm.config.get('migrations').path = folder;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Leads the migrations in the folder to the schema of a script, as `drift --fix` does with what is live. */
async function create(script: string, options: CreateOptions = {}): Promise<MigrationResult> {
  const target = await built(script);
  return new Author(orm.em as never).createProven({ target, allow: ['data-loss'], ...options });
}

async function built(script: string): Promise<Catalog> {
  await shadow.reset();
  await shadow.run(script);
  return shadow.read();
}

let written = 0;

/** What the shadow holds, and the last migration that led there. */
interface Stand {
  catalog: Catalog;
  name: string | null;
}

/** Goes from what the shadow holds to a schema, writes the migration that does, and loads it. */
async function goTo(to: Catalog, { catalog: from, name: parent }: Stand): Promise<Stand> {
  const { steps, questions, outline } = await planChange(shadow, to);
  expect(questions).toEqual([]);
  if (steps.length === 0) return { catalog: from, name: parent };
  await shadow.apply(steps.map(({ sql }) => sql));
  const catalog = await shadow.read();
  expect(compareCatalogs(catalog, to)).toEqual([]);
  const back = parent === null ? undefined : await planChange(shadow, from, { guess: true, unasked: true });
  const down = back?.steps ?? [];
  const proof: Proof = {
    stages: [{ transactional: true, up: steps.map(step => ({ step, measure: { locks: [], rewrites: [] } })), down }],
    version: to.version,
    rows: 0,
    tables: 0,
    limits: [],
  };
  const outputs = filesOf(
    { outline, proof },
    {
      parent,
      name: undefined,
      naming: () => ({ className: `Migration${++written}`, fileName: `Migration${written}.ts` }),
    },
  );
  const [path = ''] = await writeMigrations(folder, outputs, orm);
  const queued = await queuedBy(path);
  expect(queued).toEqual({ up: steps.map(({ sql }) => sql), down: down.map(({ sql }) => sql) });
  expect(await importsOf(path)).toEqual(['@mikro-orm/migrations']);
  return { catalog, name: outputs[0]?.expected.name ?? null };
}

/** What the class in a file queues, found without the toolkit. */
async function queuedBy(path: string): Promise<{ up: string[]; down: string[] }> {
  const [Found] = Object.values(await import(pathToFileURL(path).href)) as (new (...args: unknown[]) => Migration)[];
  const queued = (method: 'up' | 'down'): string[] => {
    const migration = new (Found as new (...args: unknown[]) => Migration)(orm.driver, orm.config);
    void migration[method]();
    return migration.getQueries().map(String);
  };
  return { up: queued('up'), down: queued('down') };
}

/** Everything that is loaded along with a file. */
const importsOf = async (path: string): Promise<string[]> =>
  parseSync(path, await readFile(path, 'utf8')).module.staticImports.map(({ moduleRequest }) => moduleRequest.value);

describe('a migration that is written', () => {
  test('loads to exactly the statements that were planned, which lead where they should', { timeout: 3_600_000 }, () =>
    holds(
      fc.asyncProperty(pair, async ({ named, before, after }) => {
        const [first, second] = [await built(sqlOf(named, before)), await built(sqlOf(named, after))];
        await shadow.reset();
        const made = await goTo(first, { catalog: await shadow.read(), name: null });
        await goTo(second, made);
      }),
      // the case that fails is told as it is: to make it small takes hundreds of others
      { ...scale({ numRuns: 40 }, { numRuns: 1000 }), endOnFailure: true },
    ),
  );

  test.each(fc.sample(pair, { numRuns: 2, seed: 7 }))(
    'holds what was proven, and nothing is left to do (%#)',
    async ({ named, before, after }) => {
      for (const said of [before, after]) {
        const { fileName, diff } = await create(sqlOf(named, said));
        const files = fileName === '' ? [] : fileName.split(', ').map(name => join(folder, name));
        const queued = await Promise.all(files.map(queuedBy));
        expect(queued.flatMap(({ up }) => up)).toEqual(diff.up);
        expect(queued.toReversed().flatMap(({ down }) => down)).toEqual(diff.down);
        expect((await create(sqlOf(named, said))).fileName).toBe('');
      }
    },
  );

  test('as the first one of a database that is partly there needs nothing beside it either', async () => {
    const { fileName, diff } = await create(
      `create type "it's $guard$" as enum ('a$columns$');
       create table "T $columns$" (id integer primary key, "c'%" text default '$report$', kind "it's $guard$")`,
      { initial: true },
    );
    const path = join(folder, fileName);
    expect(await importsOf(path)).toEqual(['@mikro-orm/migrations']);
    expect((await queuedBy(path)).up).toEqual(diff.up);
    for (let again = 0; again < 2; again++) for (const sql of diff.up) await shadow.run(sql);
    await shadow.run('alter table "T $columns$" drop column "c\'%"');
    for (const sql of diff.up) await shadow.run(sql);
    expect((await create(`${diff.up.join(';\n')}`)).fileName).toBe('');
  });

  test.each(UNLUCKY)('gives back %j', word => {
    const sql = `select 'a${word}b'`;
    expect(runInNewContext(template(sql))).toBe(sql);
    // a file keeps what is written into it only as long as it is text
    expect(Buffer.from(template(sql)).toString()).toBe(template(sql));
    expect(template(sql)).not.toMatch(/[\r\u2028\u2029\ufeff]/);
  });
});

test('a NUL character is refused with what holds it', async () => {
  await expect(
    buildSchema(shadow, `create table a (id int); comment on table a is 'x\0y'; create table b (id int)`),
  ).rejects.toMatchObject({
    statement: expect.stringContaining('comment on table a'),
    message: expect.stringContaining('NUL'),
  });
});
