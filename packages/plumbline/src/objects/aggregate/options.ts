import { nameSql } from '../../catalog/index.ts';

const functionName = (oid: string): string =>
  `(select ${nameSql('fn.nspname', 'f.proname')} from pg_proc f join pg_namespace fn on fn.oid = f.pronamespace where f.oid = ${oid})`;

const typeName = (oid: string): string => `case when ${oid} <> 0 then format_type(${oid}, null) end`;

/** What a final function does to the state, where it is another thing than a kind of aggregate does by itself. */
const modify = (column: string): string =>
  `case when ${column} <> case a.aggkind when 'n' then 'r' else 'w' end
     then case ${column} when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end end`;

const OPERATOR = `(select format('operator(%I.%s)', oq.nspname, o.oprname)
  from pg_operator o join pg_namespace oq on oq.oid = o.oprnamespace where o.oid = a.aggsortop)`;

/** The clauses that have a value, with what the catalog says of it: no value where nobody has to say it. */
const VALUES: readonly [name: string, sql: string][] = [
  ['sfunc', functionName('a.aggtransfn')],
  ['stype', typeName('a.aggtranstype')],
  ['sspace', 'nullif(a.aggtransspace, 0)::text'],
  ['finalfunc', functionName('a.aggfinalfn')],
  ['finalfunc_modify', modify('a.aggfinalmodify')],
  ['combinefunc', functionName('a.aggcombinefn')],
  ['serialfunc', functionName('a.aggserialfn')],
  ['deserialfunc', functionName('a.aggdeserialfn')],
  ['initcond', 'quote_literal(a.agginitval)'],
  ['msfunc', functionName('a.aggmtransfn')],
  ['minvfunc', functionName('a.aggminvtransfn')],
  ['mstype', typeName('a.aggmtranstype')],
  ['msspace', 'nullif(a.aggmtransspace, 0)::text'],
  ['mfinalfunc', functionName('a.aggmfinalfn')],
  ['mfinalfunc_modify', `case when a.aggmtransfn <> 0 then ${modify('a.aggmfinalmodify')} end`],
  ['minitcond', 'quote_literal(a.aggminitval)'],
  ['sortop', OPERATOR],
  ['parallel', `case p.proparallel when 's' then 'safe' when 'r' then 'restricted' end`],
];

/** The clauses that are said by their word alone. */
const WORDS: readonly [name: string, sql: string][] = [
  ['finalfunc_extra', 'a.aggfinalextra'],
  ['mfinalfunc_extra', 'a.aggmfinalextra'],
  ['hypothetical', `a.aggkind = 'h'`],
];

/** The clauses of an aggregate `a`, the routine `p`, as a list of `AggregateOption`. */
export const OPTIONS = `
  (select json_agg(json_build_object('name', c.name, 'value', c.value) order by c.n)
   from (values ${[
     ...VALUES.map(([name, sql], n) => `(${n}, '${name}', ${sql}, false)`),
     ...WORDS.map(([name, sql], n) => `(${VALUES.length + n}, '${name}', null, ${sql})`),
   ].join(', ')}) c (n, name, value, word)
   where c.value is not null or c.word)`;
