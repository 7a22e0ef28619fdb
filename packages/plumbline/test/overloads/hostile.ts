import type { Argument, Called } from './called.ts';

/** Types of what the catalogs, the list and the ledger hold. */
const TYPES = [
  ...['text', 'varchar', 'name', 'oid', 'int2', 'int4', 'int8', 'float8', 'bool', '"char"', 'timestamptz'],
  ...['regclass', 'regnamespace', 'text[]'],
];
/** Signatures that are tried for one call. */
const MOST = 400;

/** What a server says of its own catalogs: the types of columns and of results, by name. */
export interface Known {
  columns: ReadonlyMap<string, string[]>;
  results: ReadonlyMap<string, string[]>;
}

export const KNOWN = `
  select 'column' as is, attname::text as name, array_agg(distinct format_type(atttypid, null)) as types from pg_catalog.pg_attribute
  where attrelid < 16384 and attnum > 0 group by attname
  union all select 'result', proname, array_agg(distinct format_type(prorettype, null)) from pg_catalog.pg_proc p
  join pg_catalog.pg_type t on t.oid = p.prorettype where t.typtype <> 'p' and pronamespace = 'pg_catalog'::regnamespace group by proname`;

export const knownFrom = (rows: readonly { is: string; name: string; types: string[] }[]): Known => {
  const of = (what: string): Map<string, string[]> =>
    new Map(rows.filter(row => row.is === what).map(({ name, types }) => [name, types]));
  return { columns: of('column'), results: of('result') };
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const list = (items: Iterable<string>): string => `array[${[...items].map(literal).join(', ')}]::text[]`;

/**
 * Fills a schema with functions, operators, aggregates, views and domains by the names of everything that was called, for
 * the types that may be passed. Each is a function in PL/pgSQL behind it, whose calls PostgreSQL counts.
 */
export function hostile(schema: string, called: Called, { views, known }: { views: boolean; known: Known }): string {
  const signatures = [...called.functions].flatMap(([name, calls]) =>
    [...new Map(calls.flatMap(call => signaturesOf(call, known).map(one => [one.join(), one] as const))).values()].map(
      one => ({ name, one }),
    ),
  );
  return `
    set search_path = pg_catalog;
    create schema if not exists ${schema};
    grant usage on schema ${schema} to public;
    do $hostile$
    declare
      what record; l text; r text; arity int;
      types constant text[] := ${list(TYPES)};
      names constant text[] := ${list(called.functions.keys())};
      operators constant text[] := ${list(called.operators)};
      result text;
    begin
      execute 'create or replace function ${schema}.spy() returns bool language plpgsql as ''begin return true; end''';
      -- PostgreSQL does not count the calls of an aggregate's own function, only what that calls
      execute 'create or replace function ${schema}.spy_on_aggregate() returns bool language plpgsql as ''begin return true; end''';
      -- what is there by the same name, with the same types
      for what in select p.proname, oidvectortypes(p.proargtypes) as args, format_type(p.prorettype, null) as result, p.proretset
                  from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.proname = any (names) and p.prokind = 'f' loop
        begin
          execute format('create or replace function ${schema}.%I(%s) returns %s%s language plpgsql as $f$begin %s end$f$', what.proname, what.args,
            case when what.proretset then 'setof ' else '' end, what.result, case when what.proretset then 'return;' else 'return null;' end);
        exception when others then null; end;
      end loop;
      -- the same names for the types that are passed
      for what in select distinct s.name, s.args from jsonb_to_recordset(${literal(JSON.stringify(signatures.map(({ name, one }) => ({ name, args: one.join(', ') }))))}::jsonb) s (name text, args text) loop
        select format_type(p.prorettype, null) into result from pg_proc p
          where p.pronamespace = 'pg_catalog'::regnamespace and p.proname = what.name and not p.proretset
            and p.prorettype not in (select oid from pg_type where typtype = 'p') order by p.oid limit 1;
        begin
          execute format('create function ${schema}.%I(%s) returns %s language plpgsql as $f$begin return null; end$f$', what.name, what.args, coalesce(result, 'text'));
        exception when others then null; end;
      end loop;
      foreach l in array names loop
        if not exists (select from pg_proc where proname = l and prokind = 'a' and pronamespace = 'pg_catalog'::regnamespace) then continue; end if;
        begin execute format('create aggregate ${schema}.%I(*) (sfunc = ${schema}.s, stype = int8)', l); exception when others then
          begin
            execute 'create function ${schema}.s(int8) returns int8 language plpgsql as ''begin perform ${schema}.spy_on_aggregate(); return 1; end''';
            execute format('create aggregate ${schema}.%I(*) (sfunc = ${schema}.s, stype = int8)', l);
          exception when others then null; end;
        end;
        foreach r in array types loop
          begin
            execute format('create or replace function ${schema}.s(text, %s) returns text language plpgsql as $f$begin perform ${schema}.spy_on_aggregate(); return null; end$f$', r);
            execute format('create aggregate ${schema}.%I(%s) (sfunc = ${schema}.s, stype = text)', l, r);
          exception when others then null; end;
        end loop;
      end loop;
      -- operators between all of them
      foreach l in array types loop
        foreach r in array types loop
          execute format('create function ${schema}.op_bool(%s, %s) returns bool language plpgsql as $f$begin return null; end$f$', l, r);
          execute format('create function ${schema}.op_text(%s, %s) returns text language plpgsql as $f$begin return null; end$f$', l, r);
          execute format('create function ${schema}.op_left(%s, %s) returns %s language plpgsql as $f$begin return null; end$f$', l, r, l);
          for what in select o as name from unnest(operators) o loop
            execute format('create operator ${schema}.%s (leftarg = %s, rightarg = %s, function = ${schema}.%s)', what.name, l, r,
              case when what.name = '||' then 'op_text' when what.name in ('+', '-', '*', '/', '&', '|') then 'op_left' else 'op_bool' end);
          end loop;
        end loop;
      end loop;
      ${
        views
          ? `
      for what in select c.relname from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.relname = any (${list(called.relations)}) loop
        select string_agg(case when t.typtype = 'p' then format('%I::text as %1$I', a.attname) else quote_ident(a.attname) end, ', ' order by a.attnum) into result
          from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = format('pg_catalog.%I', what.relname)::regclass and a.attnum > 0;
        execute format('create view ${schema}.%I as select %s from pg_catalog.%1$I where ${schema}.spy()', what.relname, result);
        execute format('grant select on ${schema}.%I to public', what.relname);
      end loop;
      for what in select t.typname from pg_type t where t.typnamespace = 'pg_catalog'::regnamespace and t.typname = any (${list(called.types)}) and t.typtype = 'b' loop
        begin execute format('create domain ${schema}.%I as pg_catalog.%1$I check (${schema}.spy())', what.typname); exception when others then null; end;
      end loop;`
          : ''
      }
    end $hostile$;
    reset search_path`;
}

function signaturesOf(call: Argument[], known: Known): string[][] {
  const options = call.map(argument => optionsFor(argument, call.length, known));
  let found: string[][] = [[]];
  for (const option of options) found = found.flatMap(start => option.map(type => [...start, type])).slice(0, MOST);
  return call.length === 0 ? [] : found;
}

/** The types that an argument may have; all of them where the text does not say and there are few others. */
function optionsFor(argument: Argument, arity: number, { columns, results }: Known): string[] {
  const all = arity === 1 ? TYPES : arity === 2 ? TYPES.slice(0, 8) : TYPES.slice(0, 5);
  // the list and the ledger have columns of their own by these names
  const own = argument.is === 'column' && argument.name === 'name' ? ['varchar', 'text'] : [];
  if (argument.is === 'text') return ['text'];
  if (argument.is === 'column') return [...own, ...(columns.get(argument.name) ?? all)];
  if (argument.is === 'result') return results.get(argument.of) ?? all;
  if (argument.is === 'type') return [argument.name === 'char' ? '"char"' : argument.name, 'text'];
  return all;
}
