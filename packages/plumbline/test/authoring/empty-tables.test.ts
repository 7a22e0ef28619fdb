import { afterEach, beforeEach, expect, test } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, onServer, server, type TestDatabase } from '../support/engines.ts';

let project: CopiedProject;
let database: TestDatabase;

beforeEach(async () => {
  project = await CopiedProject.create();
  await project.edit('src/entities/suppliers.ts', 'account: p.text(),', 'account: p.text(),\n    owner: p.text(),');
});
afterEach(async () => {
  await project.remove();
  await database.drop();
});

const create = async (...answers: string[]) => {
  await project.mikroOrm(['migration:up'], database.env);
  const before = await project.migrations();
  const { code, stderr } = await project.plumb(['migration:create', '--name', 'owner', ...answers], database.env);
  return { code, stderr, written: (await project.migrations()).filter(file => !before.includes(file)) };
};

test('a developer’s empty table says nothing of the tables that a migration will meet: what rows get is asked', async () => {
  database = await embedded.create();
  const { code, stderr, written } = await create();
  expect(stderr).toContain(`--fill suppliers.owner=`);
  expect(stderr).toContain('--empty suppliers');
  expect({ code, written }).toEqual({ code: 30, written: [] });
});

onServer('a table that is empty on a server', () => {
  test('says as little, as a server is one of many, too', async () => {
    database = await server.create();
    expect(await create()).toMatchObject({ code: 30, written: [] });
  });

  test('is changed in the plain form where a person says that it is empty everywhere', async () => {
    database = await server.create();
    const { code, stderr, written } = await create('--empty', 'suppliers');
    expect(stderr).toContain('proven on empty tables: table suppliers stayed empty: it was said to hold no rows');
    expect({ code, written }).toEqual({ code: 0, written: [expect.stringContaining('_owner.ts')] });
    expect(await project.read(`src/migrations/${written[0]}`)).toContain('add column owner text not null');
  });
});
