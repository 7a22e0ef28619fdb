import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type NewFile, writeMigrations } from '../../src/history/index.ts';
import { type MigrationFolder, migrationFolder } from './folder.ts';

let opened: MigrationFolder;
let folder: string;

beforeAll(async () => {
  opened = await migrationFolder();
});
afterAll(() => opened.close());
beforeEach(async () => {
  folder = join(opened.path, 'migrations');
  await mkdir(folder);
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that would hold something else is not written', () => {
  const text = (up: string): string =>
    `import { Migration } from '@mikro-orm/migrations';\nexport class M1 extends Migration {\n  static parent = null;\n  override name = 'M1';\n  override up(): void {\n    this.addSql(${up});\n  }\n  override down(): void {}\n}\n`;
  const held: NewFile['expected'] = {
    name: 'M1',
    className: 'M1',
    parent: null,
    transactional: true,
    statements: { up: ['select 1'], down: [] },
  };
  const write = (changed: Partial<NewFile>): Promise<string[]> =>
    writeMigrations(folder, [{ name: 'M1.ts', text: text('`select 1`'), expected: held, ...changed }], opened.orm);

  test('what holds it is', async () => {
    await write({});
    expect(await readdir(folder)).toEqual(['M1.ts']);
  });

  test.each<[string, Partial<NewFile>, string]>([
    ['another statement', { text: text('`select 2`') }, 'statement 1 of up()'],
    ['a statement more', { text: text('`select 1`); this.addSql(`select 2`') }, 'the number of statements of up()'],
    ['another name', { text: text('`select 1`').replace("'M1'", "'M2'") }, 'the name that it says'],
    ['another parent', { expected: { ...held, parent: 'M0' } }, 'its parent'],
    ['another way to run', { expected: { ...held, transactional: false } }, 'whether it runs in a transaction'],
    [
      'limits',
      { text: text('`select 1`').replace('static parent', 'static lockTimeout = 1;\n  static parent') },
      'limits',
    ],
    ['no migration', { text: 'export const nothing = 1;\n' }, 'it cannot be read'],
    [
      'what is not there',
      { text: `import '../toolkit/adoption/index.ts';\n${text('`select 1`')}` },
      'it cannot be read',
    ],
  ])('%s', async (_, changed, why) => {
    await expect(write(changed)).rejects.toMatchObject({ code: 'PL332', why: expect.stringContaining(why) });
    expect(await readdir(folder)).toEqual([]);
  });
});

test('where one of several would hold something else, none is written', async () => {
  const text = (name: string): string =>
    `import { Migration } from '@mikro-orm/migrations';\nexport class ${name} extends Migration {\n  override name = '${name}';\n  override up(): void {}\n}\n`;
  const file = (name: string, parent: string | undefined): NewFile => ({
    name: `${name}.ts`,
    text: text(name),
    expected: { name, className: name, parent, transactional: true },
  });
  await expect(writeMigrations(folder, [file('M2', undefined), file('M3', 'M2')], opened.orm)).rejects.toMatchObject({
    code: 'PL332',
    message: expect.stringContaining('M3'),
  });
  expect(await readdir(folder)).toEqual([]);
});
