import { defineEntity, p } from '@mikro-orm/core';
import { expect, test } from 'vitest';
import { onEveryEngine, type TestDatabase } from '../support/engines.ts';
import { SmallProject } from '../support/small-project.ts';

const Note = defineEntity({ name: 'Note', properties: { id: p.integer().primary(), text: p.text() } });
const Tagged = defineEntity({
  name: 'Note',
  properties: { id: p.integer().primary(), text: p.text(), tag: p.text().nullable() },
});

/** A run makes the schema of its own tables before any migration: no migration makes it again, or drops it. */
onEveryEngine('a project whose tables are in a schema of their own, as its list of migrations is', engine => {
  test.each([
    ['the schema of the configuration', { schema: 'app' }],
    ['a table of migrations with a schema', { schema: 'app', migrations: { tableName: 'app.migrations' } }],
    ['a schema of the list alone', { migrations: { tableName: 'records.migrations' } }],
    ['two schemas', { schema: 'app', migrations: { tableName: 'records.migrations' } }],
  ])('%s', async (_, more) => {
    const database: TestDatabase = await engine.create();
    const project = await SmallProject.create(database.env);
    try {
      for (const entities of [[Note], [Tagged]]) {
        await project.create(entities, { name: 'change', allow: ['data-loss'] }, more);
        await project.with(entities, ({ migrator }) => migrator.up(), more);
        expect(await project.isClean(entities, more)).toBe(true);
      }
      await project.with([Tagged], ({ migrator }) => migrator.down({ to: 0 }), more);
      await project.with([Tagged], ({ migrator }) => migrator.up(), more);
      const [found] = await database.sql(`select count(*)::int as count from ${'schema' in more ? 'app.' : ''}note`);
      expect(found).toEqual({ count: 0 });
    } finally {
      await project.remove();
      await database.drop();
    }
  });
});
