import { createHash } from 'node:crypto';
import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from '@swc/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onOneEngine, type TestDatabase } from '../support/engines.ts';
import { RunProject, said } from './run-project.ts';

/** A ledger as commit 152cd28 wrote it, which knew no digests: two migrations are applied, and a third broke off. */
const OLDER = join(import.meta.dirname, 'older-ledger');
const [FIRST, SECOND, THIRD] = ['first', 'second', 'third'].map(
  (name, i) => `Migration2026010100000${i + 1}_${name}`,
) as [string, string, string];

interface Row {
  name: string;
  checksum: string;
  digest: string | null;
  parent: string | null;
  state: string;
}

onOneEngine('A ledger of an older version', engine => {
  let project: RunProject;
  let database: TestDatabase;

  beforeEach(async () => {
    project = await RunProject.create();
    await cp(join(OLDER, 'migrations'), join(project.folder, 'migrations'), { recursive: true });
    database = await engine.create();
    await database.sql(await readFile(join(OLDER, 'ledger.sql'), 'utf8'));
  });
  afterEach(async () => {
    await database.drop();
    await project.remove();
  });

  const up = (...args: string[]) => project.mikroOrm(['migration:up', ...args], database.env);
  const ledger = (): Promise<Row[]> =>
    database.sql<Row>(
      `select name, checksum, to_jsonb(l) ->> 'digest' as digest, to_jsonb(l) ->> 'parent' as parent, state
       from mikro_orm_migrations_ledger l order by name`,
    );

  test('goes on unasked, from the statement at which it broke off, and has digests then', async () => {
    const before = await ledger();
    const status = await project.plumb(['status', '--json'], database.env);
    expect(JSON.parse(status.stdout).findings.map(({ code }: { code: string }) => code)).toEqual(['PL235']);
    expect(await ledger()).toEqual(before);

    await project.edit(THIRD, '1 / count(*)', 'count(*)');
    const ended = await up();
    expect(said(ended)).toMatch(/^0:/);
    const after = await ledger();
    expect(after).toEqual(
      [FIRST, SECOND, THIRD].map((name, i) => ({
        name,
        // what the older version compares
        checksum: name === THIRD ? expect.not.stringMatching(before[i]?.checksum ?? '') : before[i]?.checksum,
        digest: expect.stringMatching(/^queued:[0-9a-f]{64}$/),
        parent: ['', FIRST, SECOND][i],
        state: 'applied',
      })),
    );
    const items = await database.sql<{ n: number }>('select n from item order by id');
    expect(items.map(({ n }) => n)).toEqual([1, 2, 3, 4, 0, 5]);

    expect(said(await up())).toMatch(/^0:.*nothing to do/s);
    // another form of the same
    const { code } = await transform(await readFile(project.path(FIRST), 'utf8'), {
      configFile: false,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2020' },
    });
    await writeFile(project.path(FIRST), code);
    await rename(project.path(FIRST), project.path(FIRST).replace(/ts$/, 'js'));
    expect(said(await up())).toMatch(/^0:.*nothing to do/s);
    expect(await ledger()).toEqual(after);
  }, 240_000);

  test('whose file has another statement by now is refused, and as it was', async () => {
    const before = await ledger();
    await project.edit(FIRST, '(1), (2), (3)', '(1), (2), (4)');
    expect(said(await up())).toMatch(new RegExp(`^23:.*error PL231.*${FIRST}`, 's'));
    const status = await project.plumb(['status', '--json'], database.env);
    expect(JSON.parse(status.stdout).findings[0]).toMatchObject({ code: 'PL231' });
    expect(await ledger()).toEqual(before);
  }, 240_000);

  test('whose half-done file was edited above the point where it goes on is refused', async () => {
    await project.edit(THIRD, 'values (4)', 'values (44)');
    expect(said(await up())).toMatch(/^23:.*error PL231.*half done/s);
  }, 240_000);

  test('takes a file that was written anew, where it says which one it stands for', async () => {
    const [first] = await ledger();
    const old = await readFile(project.path(FIRST), 'utf8');
    expect(createHash('sha256').update(old).digest('hex')).toBe(first?.checksum);
    await project.edit(THIRD, '1 / count(*)', 'count(*)');
    const anew = (digests: string) =>
      writeFile(
        project.path(FIRST),
        old
          .replace('(n) values (1), (2), (3)', '(n) select i from generate_series(1, 3) i')
          .replace('  override name', `  static readonly equivalentDigests = [${digests}];\n  override name`),
      );
    await anew(`'${'0'.repeat(64)}'`);
    expect(said(await up())).toMatch(/^23:.*error PL231/s);
    await anew(`'${first?.checksum}', '${'0'.repeat(64)}'`);
    expect(said(await up())).toMatch(/^0:/);
    // an older version with the older file finds what it wrote
    expect((await ledger())[0]).toMatchObject({ checksum: first?.checksum, digest: expect.stringMatching(/^queued:/) });
    expect(said(await up())).toMatch(/^0:.*nothing to do/s);

    // and what it wrote for a file that stands for another one is not a way round the comparison
    await project.edit(FIRST, 'generate_series(1, 3)', 'generate_series(1, 4)');
    expect(said(await up())).toMatch(/^23:.*error PL231/s);
  }, 240_000);
});

onOneEngine('What an applied migration does', engine => {
  let project: RunProject;
  let database: TestDatabase;
  beforeEach(async () => {
    project = await RunProject.create();
    database = await engine.create();
  });
  afterEach(async () => {
    await database.drop();
    await project.remove();
  });
  const up = () => project.mikroOrm(['migration:up'], database.env);

  test('is compared where a file beside it says it, although its own text is the same', async () => {
    const helper = join(project.folder, 'helper.ts');
    await writeFile(helper, `export const table = 'one';\n`);
    await writeFile(
      project.path('Migration1'),
      `import { Migration } from '@mikro-orm/migrations';
import { table } from '../helper.ts';

export class Migration1 extends Migration {
  override up(): void {
    this.addSql(\`create table \${table} (id integer)\`);
  }
}
`,
    );
    expect(said(await up())).toMatch(/^0:/);
    expect(said(await up())).toMatch(/^0:.*nothing to do/s);
    await writeFile(helper, `export const table = 'other';\n`);
    expect(said(await up())).toMatch(/^23:.*error PL231/s);
  }, 240_000);

  test('is the same where classes are listed, under names with an ending or without, and in files', async () => {
    await project.write('Migration1', { up: ['create table a (id integer)'], parent: null });
    await project.write('Migration2', { up: ['create table b (id integer)'], parent: 'Migration1' });
    const config = await readFile(join(project.folder, 'mikro-orm.config.js'), 'utf8');
    const listing = (one: string, other: string): Promise<void> =>
      writeFile(
        join(project.folder, 'mikro-orm.config.js'),
        `import { Migration1 } from './migrations/Migration1.ts';
import { Migration2 } from './migrations/Migration2.ts';
${config.replace(`{ path: './migrations' }`, `{ migrationsList: [${one}, ${other}] }`)}`,
      );
    await listing(`{ name: 'Migration1.ts', class: Migration1 }`, `{ name: 'Migration2.js', class: Migration2 }`);
    expect(said(await up())).toMatch(/^0:/);
    expect(said(await up())).toMatch(/^0:.*nothing to do/s);
    const names = await database.sql<{ name: string }>('select name from mikro_orm_migrations_ledger order by 1');
    expect(names.map(({ name }) => name)).toEqual(['Migration1', 'Migration2']);
    await listing('Migration1', `{ name: 'Migration2', class: Migration2 }`);
    expect(said(await up())).toMatch(/^0:.*nothing to do/s);
    await writeFile(join(project.folder, 'mikro-orm.config.js'), config);
    expect(said(await up())).toMatch(/^0:.*nothing to do/s);
    const status = await project.plumb(['status'], database.env);
    expect(said(status)).toMatch(/^0:/);
    await listing(`{ name: 'Migration1.ts', class: Migration1 }`, `{ name: 'Migration2.js', class: Migration2 }`);
    const down = await project.mikroOrm(['migration:down', '--to=base'], database.env);
    expect(said(down)).toMatch(/^0:/);
    expect(await database.sql('select from mikro_orm_migrations_ledger')).toEqual([]);
  }, 240_000);
});
