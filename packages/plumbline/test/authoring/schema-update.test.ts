import { afterAll, beforeAll, expect, it } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { onOneEngine, type TestDatabase } from '../support/engines.ts';

onOneEngine('schema:update and schema:fresh', engine => {
  let project: CopiedProject;
  let database: TestDatabase;
  const orm = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await project.mikroOrm(args, database.env);
    expect(code, stderr).toBe(0);
    return stdout;
  };

  beforeAll(async () => {
    [project, database] = await Promise.all([CopiedProject.create(), engine.create()]);
    await orm('migration:up');
    await database.sql('create table of_others (id int); create view also_of_others as select id from of_others');
  });
  afterAll(async () => {
    await project.remove();
    await database.drop();
  });

  it('find nothing to do after the migrations, and nothing to drop that others own', async () => {
    expect(await orm('schema:update', '--dump')).toContain('up-to-date');
  });

  it('change exactly what changed', async () => {
    await project.edit('src/entities/reviews.ts', 'remark: p.text()', 'remark: p.string()');
    expect((await orm('schema:update', '--dump')).trim()).toBe(
      'alter table reviews alter column remark type character varying(255);',
    );
    await orm('schema:update', '--run');
    expect(await orm('schema:update', '--dump')).toContain('up-to-date');
  });

  it('drop and make the schema again, functions and triggers too, and leave what others own', async () => {
    await orm('schema:fresh', '--run');
    expect(await orm('schema:update', '--dump')).toContain('up-to-date');
    expect(await database.sql(`select count(*)::int as n from of_others`)).toEqual([{ n: 0 }]);
  });
});
