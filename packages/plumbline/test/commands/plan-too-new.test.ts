import { expect, test } from 'vitest';
import { plan } from '../../src/commands/plan.ts';
import { RunProject } from '../runner/run-project.ts';
import { onOneEngine } from '../support/engines.ts';

const MIGRATIONS = {
  Migration01: { parent: null, up: ['create table item (id integer primary key, n integer)'] },
  Migration02: {
    parent: 'Migration01',
    up: [
      'alter table item add column twice integer generated always as (n * 2) virtual',
      'create index item_n on item (n) nulls not distinct',
    ],
  },
};

onOneEngine('a statement of PostgreSQL 18 that waits', engine => {
  test('is named where the server is too old for it, and nowhere else', async () => {
    const project = await RunProject.create(MIGRATIONS);
    const database = await engine.create();
    try {
      await project.succeeds(['migration:up', '--to=Migration01'], database.env);
      const { hazards, version } = await plan(await project.options(database.env));
      const told = hazards.filter(({ id }) => id === 'too-new');
      if (version >= 180_000) expect(told).toEqual([]);
      else
        expect(told).toEqual([
          {
            kind: 'may-fail',
            id: 'too-new',
            object: 'Migration02',
            message:
              'PostgreSQL 17 does not have a generated column that is not stored, which came with 18: it refuses the statement',
            instead: 'say it in another way, or upgrade the server first',
            location: {
              file: expect.stringMatching(/Migration02\.ts$/),
              line: expect.any(Number),
              column: expect.any(Number),
            },
          },
        ]);
    } finally {
      await project.remove();
      await database.drop();
    }
  });
});
