import { expect, test } from 'vitest';
import { rowChangesOf } from '../../src/sql/losses.ts';

const told = async (sql: string): Promise<string[]> => {
  const { changes, hidden } = await rowChangesOf(sql);
  const words = changes.map(change => {
    const { schema, table } = change.relation;
    const name = [schema, table].filter(Boolean).join('.');
    if (change.does === 'copy')
      return `copy ${name} ${change.columns === 'all' ? 'all' : [...change.columns].join(' ')}`;
    if (change.does === 'convert')
      return `${change.reads ? 'convert' : 'replace'} ${name}.${change.column} by ${change.using}`;
    return 'column' in change ? `${change.does} ${name}.${change.column}` : `${change.does} ${name}`;
  });
  return hidden ? [...words, 'hidden'] : words;
};

test.each([
  [
    `alter table t alter a type uuid using '0'::uuid, alter b type text using (b::text || ',')`,
    [`replace t.a by '0'::uuid`, `convert t.b by (b::text || ',')`],
  ],
  [
    'alter table s.t alter "A" set data type int using case when true then null end',
    ['replace s.t.A by case when true then null end'],
  ],
  ['alter table t alter a type int using T.A::int -- why\n', ['convert t.a by T.A::int']],
  ['alter table t alter a type int using (select 1), drop column b', ['replace t.a by (select 1)', 'drop column t.b']],
  ['update t set a = 0, b = b + 1, c = t.c', ['overwrite t.a']],
  ['update t set a = 0 where a is null and b > 1', []],
  ['update t set a = 0 where a is null or b > 1', ['overwrite t.a']],
  ['update t x set a = o.a from o where o.id = x.id', ['overwrite t.a']],
  ['update t x set a = coalesce(x.a, o.a) from o', []],
  ['update t set a = (select max(a) from t)', ['overwrite t.a']],
  ['update t set a = (select n.v from n where n.k = t.a)', []],
  ['update t set (a, b) = (select 1, 2)', ['overwrite t.a', 'overwrite t.b']],
  ['delete from s.t where a', ['delete s.t']],
  ['with gone as (delete from t returning *) select count(*) from gone', ['delete t']],
  ['truncate t, s.u', ['truncate t', 'truncate s.u']],
  ['drop table if exists t, s."U" cascade', ['drop t', 'drop s.U']],
  [
    'merge into t using o on t.id = o.id when matched and o.x then delete when matched then update set a = o.a',
    ['delete t', 'overwrite t.a'],
  ],
  ['insert into t (a) values (1) on conflict (id) do update set a = excluded.a, b = t.b + 1', ['overwrite t.a']],
  ['insert into u select * from t', ['copy t all']],
  ['create table u as select id, lower(a) from t', ['copy t id a']],
  ['insert into u select id from t where a', []],
  ['insert into u select distinct id from t', []],
  [`do $$ begin update t set a = 1; execute 'drop table x'; end $$`, ['overwrite t.a', 'hidden']],
  [
    'do $$ declare r record; begin for r in select * from t loop delete from u where id = r.id; end loop; end $$',
    ['delete u'],
  ],
  ['call p()', ['hidden']],
  ['create index on t (a)', []],
])('%s', async (sql, changes) => expect(await told(sql)).toEqual(changes));
