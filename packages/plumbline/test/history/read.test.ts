import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMigrations, statementsOf } from '../../src/history/index.ts';
import { type MigrationFolder, migrationFolder } from './folder.ts';

let opened: MigrationFolder;
beforeAll(async () => {
  opened = await migrationFolder();
  await mkdir(join(opened.path, 'common'));
  await writeFile(join(opened.path, 'common/package.json'), '{ "type": "commonjs" }');
});
afterAll(() => opened.close());

const CLASS = `class Migration1 extends Migration { async up() { this.addSql('select 1'); } }`;
const REQUIRED = `const { Migration } = require('@mikro-orm/migrations');\n${CLASS}\n`;

test.each([
  ['an ES module with a name', 'named.js', `import { Migration } from '@mikro-orm/migrations';\nexport ${CLASS}`],
  ['an ES module without', 'whole.js', `import { Migration } from '@mikro-orm/migrations';\nexport default ${CLASS}`],
  ['CommonJS', 'common/named.js', `${REQUIRED}exports.Migration1 = Migration1;`],
  ['CommonJS that is the class', 'common/whole.js', `${REQUIRED}module.exports = Migration1;`],
  [
    'CommonJS that is its own default',
    'common/own.js',
    `${REQUIRED}module.exports = { Migration1 };\nmodule.exports.default = module.exports;`,
  ],
  // Node sees no names in it, as in what a loader makes while it runs
  [
    'CommonJS that is put together',
    'common/made.js',
    `${REQUIRED}module.exports = Object.fromEntries([['Migration1', Migration1]]);`,
  ],
])('a migration is found in %s', async (_, name, text) => {
  const path = join(opened.path, name);
  await writeFile(path, text);
  const [file] = await readMigrations([path], opened.orm);
  const queued = await statementsOf((await file?.load(opened.orm.driver)) as never, 'up');
  expect(queued.map(({ query }) => query)).toEqual(['select 1']);
});
