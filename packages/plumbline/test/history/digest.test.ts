import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fs } from '@mikro-orm/core/fs-utils';
import { type Options, transform } from '@swc/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MigrationFile, readClasses, readMigrations } from '../../src/history/index.ts';
import { holds } from '../support/property.ts';
import { type MigrationFolder, migrationFolder } from './folder.ts';

let opened: MigrationFolder;
let folder: string;
let count = 0;

beforeAll(async () => {
  opened = await migrationFolder();
  folder = opened.path;
});
afterAll(() => opened.close());

async function fileOf(text: string, ending = 'ts'): Promise<{ file: MigrationFile; path: string }> {
  const path = join(folder, `Migration${++count}.${ending}`);
  await writeFile(path, text);
  const [file] = await readMigrations([path], opened.orm);
  return { file: file as MigrationFile, path };
}

/** A migration with these methods, as TypeScript; what is above it and beside its methods may be given. */
const source = (up: string, down = '', { above = '', more = '' } = {}): string =>
  `import { Migration } from '@mikro-orm/migrations';
import { raw } from '@mikro-orm/core';
${above}
export class Migration1 extends Migration {
  ${more}
  override async up(): Promise<void> {
${up}
  }

  override async down(): Promise<void> {
${down}
  }
}
`;

const compiled = async (text: string, options: Options): Promise<string> =>
  (await transform(text, { configFile: false, swcrc: false, ...options })).code;

const target = (target: 'es2017' | 'es2022' | 'esnext', module: 'es6' | 'commonjs', minify = false): Options => ({
  jsc: { parser: { syntax: 'typescript' }, target, ...(minify && { minify: { compress: false, mangle: false } }) },
  module: { type: module },
  minify,
});

/** The forms that one migration takes on the way from an editor to production, and the digest in each. */
async function digests(text: string): Promise<Record<string, string>> {
  const forms: Record<string, Promise<{ file: MigrationFile; path: string }>> = {
    'as it is': fileOf(text),
    'with CR LF': fileOf(text.replaceAll('\n', '\r\n')),
    'with comments and empty lines': fileOf(text.replaceAll(/\{\n/g, '{\n\n  // a comment\n  /** another */\n')),
    'compiled for 2022': fileOf(await compiled(text, target('es2022', 'es6')), 'js'),
    'compiled for 2017': fileOf(await compiled(text, target('es2017', 'es6')), 'js'),
    'compiled to CommonJS': fileOf(await compiled(text, target('es2022', 'commonjs')), 'cjs'),
    'in one line': fileOf(await compiled(text, target('esnext', 'es6', true)), 'js'),
  };
  const found: Record<string, string> = {};
  for (const [form, written] of Object.entries(forms)) {
    const { file, path } = await written;
    found[form] = await file.digest();
    const { Migration1 } = (await fs.dynamicImport(path)) as { Migration1: never };
    const [alone, named] = readClasses([Migration1, { name: 'Migration1', class: Migration1 }], opened.orm);
    found[`${form}, as a class`] = (await alone?.digest()) ?? '';
    found[`${form}, as an object`] = (await named?.digest()) ?? '';
  }
  return found;
}

const queue = (statements: readonly string[]): string => statements.map(sql => `    this.addSql(${sql});`).join('\n');

/** Text as it stands in SQL, with what JavaScript or SQL treats differently. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('`', '${', '\\', "'", '"', '\r', '\n', '\u2028', '?', '??', '--', '/*', '*/', ';', '𝒳', 'é', '\t'),
    fc.string({ minLength: 1, maxLength: 3 }),
  ),
  maxLength: 8,
});
const anyParameter = fc.oneof(
  anyText,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }).map(object => ({ ...object })),
);
const anyStatement = fc.oneof(
  anyText.map(text => JSON.stringify(`select ${text}`)),
  fc.tuple(anyText, anyParameter).map(([text, value]) => {
    const sql = `select ${text.replaceAll('?', '')} = ?`;
    return `raw(${JSON.stringify(sql)}, [${JSON.stringify(value)}])`;
  }),
  // evaluated when it is queued, like a list that a loop goes through
  anyText.map(text => `[1, 2, 3].map(i => \`select \${i}, \${JSON.stringify(${JSON.stringify(text)})}\`).join(', ')`),
);
const anyStatements = fc.array(anyStatement, { maxLength: 4 });

describe('The digest of a migration', () => {
  test('is the same in every form of its file, and another one for everything else that it could queue', async () => {
    await holds(
      fc.asyncProperty(anyStatements, anyStatements, fc.nat(), async (up, down, pick) => {
        const text = source(queue(up), queue(down));
        const found = await digests(text);
        expect(new Set(Object.values(found)), JSON.stringify(found, null, 2)).toHaveLength(1);

        const [one] = Object.values(found);
        const changed = `"select ${pick}, 'of another migration'"`;
        const at = up.length === 0 ? 0 : pick % up.length;
        const others = [
          source(queue(up.toSpliced(at, 1, changed)), queue(down)),
          source(queue([...up, changed]), queue(down)),
          source(queue(up), queue([changed, ...down])),
          source(queue([changed]), queue([...up, ...down])),
          source(queue(up), queue(down), { more: 'override isTransactional() { return false; }' }),
        ];
        for (const other of others) expect(await (await fileOf(other)).file.digest(), other).not.toBe(one);
      }),
    );
  }, 300_000);

  const asking = {
    'statements that it runs by itself': {
      text: source(`    await this.execute('update item set n = 1');\n${queue(["'select 1'"])}`),
      edited: source(`    await this.execute('update item set n = 2');\n${queue(["'select 1'"])}`),
      isHeard: true,
    },
    'statements that it runs with parameters': {
      text: source(`    await this.execute('update item set n = ?', [1]);`),
      edited: source(`    await this.execute('update item set n = ?', [2]);`),
      isHeard: true,
    },
    'statements for each row that it finds': {
      text: source(
        `    for (const { id } of await this.execute('select id from item')) this.addSql(\`delete from a where id = \${id}\`);`,
      ),
      edited: source(
        `    for (const { id } of await this.execute('select id from item')) this.addSql(\`delete from b where id = \${id}\`);`,
      ),
    },
    'an answer that it measures': {
      text: source(
        `    const rows = await this.execute('select 1');\n    if (rows.length > 0) this.addSql('select 2');`,
      ),
      edited: source(
        `    const rows = await this.execute('select 1');\n    if (rows.length > 0) this.addSql('select 3');`,
      ),
    },
    'an entity manager': {
      text: source(`    const em = this.getEntityManager();\n    await em.insert('Item', { id: 1 });`),
      edited: source(`    const em = this.getEntityManager();\n    await em.insert('Item', { id: 2 });`),
    },
    'an entity manager, in a way that catches errors': {
      text: source(
        `    try { await this.getEntityManager().flush(); } catch (error) { void error; }\n    this.addSql('select 1');`,
      ),
      edited: source(
        `    try { await this.getEntityManager().flush(); } catch (error) { void error; }\n    this.addSql('select 2');`,
      ),
    },
    'the driver': {
      text: source(`    await (this as any).driver.nativeUpdate('Item', {}, { n: raw('n + 1') });`),
      edited: source(`    await (this as any).driver.nativeUpdate('Item', {}, { n: raw('n + 2') });`),
    },
    'a driver of its own making': {
      text: source(`    await (this as any).config.getDriver().execute('select 1');`),
      edited: source(`    await (this as any).config.getDriver().execute('select 2');`),
    },
    'a method beside': {
      text: source(`    await this.fill();`, '', {
        more: `private async fill() { await this.getEntityManager().flush(); return 1; }`,
      }),
      edited: source(`    await this.fill();`, '', {
        more: `private async fill() { await this.getEntityManager().flush(); return 2; }`,
      }),
    },
    'a way back that asks': {
      text: source(queue(["'select 1'"]), `    await this.getEntityManager().nativeDelete('Item', { id: 1 });`),
      edited: source(queue(["'select 1'"]), `    await this.getEntityManager().nativeDelete('Item', { id: 2 });`),
    },
    'the moment': {
      text: source("    this.addSql('select ' + Date.now());"),
      edited: source("    this.addSql('select 1, ' + Date.now());"),
    },
    chance: {
      text: source("    this.addSql('select ' + Math.random());"),
      edited: source("    this.addSql('select 1, ' + Math.random());"),
    },
    'an error': {
      text: source(queue(["'select 1'"]), `    throw new Error('there is no way back');`),
      edited: source(queue(["'select 2'"]), `    throw new Error('there is no way back');`),
      isHeard: true,
    },
  } satisfies Record<string, { text: string; edited: string; isHeard?: boolean }>;

  test.each(Object.entries(asking))(
    'of one with %s is the same in every form, and another one when it is edited',
    async (_, given) => {
      const found = await digests(given.text);
      expect(new Set(Object.values(found)), JSON.stringify(found, null, 2)).toHaveLength(1);
      const [one = ''] = Object.values(found);
      expect(one).toMatch('isHeard' in given ? /^queued:/ : /^syntax:/);
      const { file } = await fileOf(given.edited);
      expect(await file.digest()).not.toBe(one);
      expect(await file.digest(one)).not.toBe(one);
      await sleep(5);
      expect(await (await fileOf(given.text)).file.digest(one)).toBe(one);
    },
  );

  test('is made without calling a migration that uses packages, which might do more than queue', async () => {
    const left = join(folder, 'left-behind');
    const { file } = await fileOf(
      source(`    await fs.writeFile(${JSON.stringify(left)}, 'called');`, '', {
        above: `import * as fs from 'node:fs/promises';`,
      }),
    );
    expect(await file.digest()).toMatch(/^syntax:/);
    await expect(import('node:fs/promises').then(fs => fs.access(left))).rejects.toThrow('ENOENT');
  });

  test('follows the files beside it that a migration queues from', async () => {
    const helper = (sql: string): string => `export const sql = ${JSON.stringify(sql)};`;
    await writeFile(join(folder, 'one.ts'), helper('select 1'));
    await writeFile(join(folder, 'other.ts'), helper('select 2'));
    const using = (name: string): Promise<{ file: MigrationFile }> =>
      fileOf(source('    this.addSql(sql);', '', { above: `import { sql } from './${name}.ts';` }));
    const [{ file: one }, { file: other }] = [await using('one'), await using('other')];
    expect([one.hasHelpers, other.hasHelpers]).toEqual([true, true]);
    expect(await other.digest()).not.toBe(await one.digest());
    const inline = await fileOf(source(`    this.addSql('select 1');`));
    expect(await inline.file.digest()).toBe(await one.digest());
  });
});
