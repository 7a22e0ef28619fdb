import { expect, test } from 'vitest';
import { onOneEngine } from '../support/engines.ts';
import { RunProject, said } from './run-project.ts';

const TABLE = 'create table item (id integer primary key, done boolean)';
const ROWS = 'insert into item select i from generate_series(1, 30) i';
/** What fills a table in batches, and finds its own place. */
const LOOP = `begin
  loop
    update item set done = true where id in (select id from item where done is null order by id limit 10);
    exit when not found;
    commit;
  end loop;
end`;

const WAYS: Record<string, string[]> = {
  'a block of code': [`do $$ ${LOOP} $$`],
  'a procedure': [`create procedure fill() language plpgsql as $$ ${LOOP} $$`, 'call fill()'],
  'a block of code that calls a procedure': [
    `create procedure fill() language plpgsql as $$ ${LOOP} $$`,
    'do $$ begin call fill(); end $$',
  ],
};

onOneEngine('Filling in batches', engine => {
  test.each(Object.entries(WAYS))(
    'by %s commits on the way: in a run, in the proof and in a script',
    async (_, fill) => {
      const project = await RunProject.create({
        Migration1: { parent: null, up: [TABLE, ROWS], down: ['drop table item'] },
        Migration2: { parent: 'Migration1', apart: true, up: fill, down: ['drop procedure if exists fill'] },
      });
      const database = await engine.create();
      try {
        expect(said(await project.mikroOrm(['migration:up'], database.env))).toMatch(/^0:/);
        const [{ batches, left } = { batches: 0, left: 0 }] = await database.sql<{ batches: number; left: number }>(
          `select count(distinct xmin::text)::int as batches, count(*) filter (where done is null)::int as left from item`,
        );
        expect({ batches, left }).toEqual({ batches: 3, left: 0 });
        expect(said(await project.mikroOrm(['migration:up'], database.env))).toMatch(/^0:.*nothing to do/s);
        expect(said(await project.plumb(['status', '--drift'], database.env))).toMatch(/^0:/);
        const { stdout, code } = await project.plumb(['sql', '--json'], database.env);
        expect(code).toBe(0);
        const { blocks } = JSON.parse(stdout) as { blocks: { transactional: boolean; statements: string[] }[] };
        const holding = blocks.filter(({ statements }) => statements.includes(fill.at(-1) ?? ''));
        expect(holding.map(({ transactional }) => transactional)).toEqual([false]);
      } finally {
        await database.drop();
        await project.remove();
      }
    },
    240_000,
  );
});
