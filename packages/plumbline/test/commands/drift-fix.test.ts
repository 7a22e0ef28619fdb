import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunProject } from '../runner/run-project.ts';
import { describeCatalog } from '../support/catalog.ts';
import { onOneEngine, type TestDatabase } from '../support/engines.ts';

/** Each test runs a dozen commands, one after the other. */
const PATIENCE = { timeout: 240_000 };

onOneEngine('drift that is to be kept', engine => {
  let project: RunProject;
  const databases: TestDatabase[] = [];
  const database = async (): Promise<TestDatabase> => {
    const made = await engine.create();
    databases.push(made);
    return made;
  };
  beforeAll(async () => {
    project = await RunProject.create({
      Migration20260101000000_one: { parent: null, up: ['create table item (id integer primary key, note text)'] },
    });
  });
  afterAll(async () => {
    await project.remove();
    for (const one of databases) await one.drop();
  });

  const written = async (): Promise<string[]> => (await readdir(join(project.folder, 'migrations'))).toSorted();

  test('becomes a migration, which makes the same elsewhere and is only recorded here', PATIENCE, async () => {
    const [here, elsewhere] = [await database(), await database()];
    for (const one of [here, elsewhere]) await project.succeeds(['migration:up'], one.env);
    await here.sql(`alter table item add column n integer default 5;
      alter table item alter column note set not null;
      create index item_note on item (note)`);
    await elsewhere.sql(`insert into item values (1, 'kept')`);

    const fixed = await project.plumb(['drift', '--fix', '--name', 'hotfix'], here.env);
    expect(fixed, fixed.stderr).toMatchObject({ code: 0 });
    const [, ...files] = await written();
    expect(files[0]).toMatch(/^Migration\d{14}_hotfix\.ts$/);
    for (const file of files) expect(fixed.stdout).toContain(`${file} was written`);
    expect(fixed.stdout).toContain('this database has it already: npx plumb stamp head');

    const stamped = await project.plumb(['stamp', 'head'], here.env);
    expect(stamped, stamped.stderr).toMatchObject({ code: 0 });
    const after = await project.plumb(['drift'], here.env);
    expect(after, after.stdout).toMatchObject({ code: 0 });

    await here.sql('create table theirs (id integer)');
    const strict = await project.plumb(['drift', '--strict'], here.env);
    expect(strict).toMatchObject({ code: 50, stdout: expect.stringContaining('which --strict counts: table theirs') });
    await here.sql('drop table theirs');

    await project.succeeds(['migration:up'], elsewhere.env);
    const without = (words: string[]): string[] => words.filter(line => !line.includes('mikro_orm'));
    expect(without(await describeCatalog(elsewhere.sql))).toEqual(without(await describeCatalog(here.sql)));
    expect(await elsewhere.sql('select * from item')).toEqual([{ id: 1, note: 'kept', n: 5 }]);

    const back = await project.plumb(['verify'], here.env);
    // the entities of this project say nothing
    expect(back.code).toBe(54);
    expect(back.stdout).not.toContain('hotfix');
  });

  test(
    'is not recorded while migrations wait, nor where it loses data, and nothing is written then',
    PATIENCE,
    async () => {
      const one = await database();
      await project.succeeds(['migration:up', '--to=Migration20260101000000_one'], one.env);
      await one.sql('alter table item drop column note');
      const before = await written();
      const waiting = await project.plumb(['drift', '--fix'], one.env);
      expect(waiting).toMatchObject({ code: 52, stdout: '' });
      expect(waiting.stderr).toContain('error PL520: the drift cannot be recorded while migrations wait');

      const head = await database();
      await project.succeeds(['migration:up'], head.env);
      await head.sql('alter table item drop column note');
      const lost = await project.plumb(['drift', '--fix'], head.env);
      expect(lost).toMatchObject({ code: 31, stdout: '' });
      expect(lost.stderr).toContain('error PL320');
      expect(await written()).toEqual(before);
    },
  );
});
