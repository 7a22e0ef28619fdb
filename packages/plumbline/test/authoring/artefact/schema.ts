import fc from 'fast-check';
import pg from 'pg';
import { names, text } from './words.ts';

const id = (name: string): string => pg.escapeIdentifier(name);
const lit = pg.escapeLiteral;

/** A schema of one table with everything that holds a text of somebody's. */
interface Named {
  table: string;
  column: string;
  type: string;
  constraint: string;
  index: string;
  routine: string;
  trigger: string;
  view: string;
  policy: string;
}
interface Said {
  tableComment: string;
  columnComment: string;
  routineComment: string;
  fallback: string;
  body: string;
  remark: string;
  refused: string;
  labels: string[];
  shown: string;
}

/** The same objects, saying one thing before and another one after. */
export interface Pair {
  named: Named;
  before: Said;
  after: Said;
}

const labels = names(2);
const said: fc.Arbitrary<Said> = fc.record({
  tableComment: text,
  columnComment: text,
  routineComment: text,
  fallback: text,
  body: text,
  remark: text.map(words => words.replaceAll('*/', '').replaceAll('/*', '')),
  refused: text,
  labels,
  shown: text,
});

export const pair: fc.Arbitrary<Pair> = fc
  .record({ all: names(9), before: said, after: said })
  .map(({ all, before, after }) => {
    const [table, column, type, constraint, index, routine, trigger, view, policy] = all as [
      ...[string, string, string, string, string, string, string, string, string],
    ];
    return {
      named: { table, column, type, constraint, index, routine, trigger, view, policy },
      before,
      // values that come are added to those that are there: nobody has to be asked
      after: { ...after, labels: [...new Set([...before.labels, ...after.labels])] },
    };
  });

/** What makes the schema, in SQL of the test's own. */
export const sqlOf = (named: Named, one: Said): string => {
  const [table, column] = [id(named.table), id(named.column)];
  return `
    create type ${id(named.type)} as enum (${one.labels.map(label => lit(label)).join(', ')});
    create function ${id(named.routine)}() returns trigger language plpgsql as ${lit(
      `begin /* ${one.remark} */ raise notice '%', ${lit(one.body)}; return new; end`,
    )};
    comment on function ${id(named.routine)}() is ${lit(one.routineComment)};
    create table ${table} (
      id integer primary key,
      ${column} text not null default ${lit(one.fallback)},
      kind ${id(named.type)} default ${lit(one.labels[0] as string)},
      constraint ${id(named.constraint)} check (${column} <> ${lit(`${one.refused}!`)})
    );
    comment on table ${table} is ${lit(one.tableComment)};
    comment on column ${table}.${column} is ${lit(one.columnComment)};
    create index ${id(named.index)} on ${table} (${column}) where ${column} <> ${lit(one.refused)};
    create trigger ${id(named.trigger)} before update on ${table} for each row execute function ${id(named.routine)}();
    create policy ${id(named.policy)} on ${table} using (${column} <> ${lit(one.shown)});
    create view ${id(named.view)} as select ${lit(one.shown)}::text as ${column} from ${table};`;
};
