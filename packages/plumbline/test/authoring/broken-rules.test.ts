import { afterEach, beforeEach, expect, test } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';

let project: CopiedProject;
let database: TestDatabase;

beforeEach(async () => {
  [project, database] = await Promise.all([CopiedProject.create(), embedded.create()]);
  await project.mikroOrm(['migration:up'], database.env);
  await database.sql(
    `insert into suppliers (name, kind, city, account) values ('Ink', 'wholesaler', 'Oslo', '1'), ('Pulp', 'publisher', 'Rome', '2')`,
  );
});
afterEach(async () => {
  await project.remove();
  await database.drop();
});

const create = async (...args: string[]) => {
  const before = await project.migrations();
  const { code, stdout, stderr } = await project.plumb(['migration:create', '--name', 'rule', ...args], database.env);
  const written = (await project.migrations()).filter(file => !before.includes(file));
  return { code, said: stdout + stderr, isWritten: written.length > 0 };
};

test('a value that rows hold does not leave an enum of texts before they are mended, or somebody agrees', async () => {
  await project.edit('src/entities/suppliers.ts', `p.enum(['publisher', 'wholesaler'])`, `p.enum(['publisher'])`);
  const message = 'constraint suppliers_kind_check of suppliers is broken by 1 row';
  const refused = await create();
  expect(refused).toMatchObject({ code: 31, isWritten: false });
  for (const text of ['PL321', message, '--allow may-fail']) expect(refused.said).toContain(text);

  const agreed = await create('--allow', 'may-fail');
  expect(agreed).toMatchObject({ code: 0, isWritten: true });
  expect(agreed.said).toContain(`hazard (may-fail): ${message}`);
});

test('where rows are mended nothing is said', async () => {
  await project.edit('src/entities/suppliers.ts', `p.enum(['publisher', 'wholesaler'])`, `p.enum(['publisher'])`);
  await database.sql(`update suppliers set kind = 'publisher'`);
  const created = await create();
  expect(created).toMatchObject({ code: 0, isWritten: true });
  expect(created.said).not.toContain('may-fail');
});
