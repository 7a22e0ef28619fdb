import { quoted } from '../../catalog/index.ts';
import { findObject } from '../../compare/index.ts';
import { type ConstraintObject, counterpart, type IndexObject, objectOf, objectsOf } from '../../objects/index.ts';
import { countIn, countWhere, rowsIn, type Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** Rules that existing rows may break. */
export async function brokenRules(situation: Situation): Promise<ObjectHazard[]> {
  return [...(await nulls(situation)), ...(await constraints(situation)), ...(await uniqueIndexes(situation))];
}

async function nulls(situation: Situation): Promise<ObjectHazard[]> {
  const { from, to, decisions } = situation;
  const filled = new Set(Object.keys(decisions.fills).map(path => findObject(to, 'column', path).id));
  const found: ObjectHazard[] = [];
  for (const column of objectsOf(to, 'column')) {
    const before = counterpart(from, column);
    if (!before || before.facts.notNull || !column.facts.notNull || filled.has(column.id)) continue;
    const count = await countIn(situation, column, `${column.quotedName} is null`);
    if (count === 0) continue;
    const path = column.qualifiedName;
    found.push(mayFail(column.id, 'nulls', `${path} becomes required: it fails while ${rowsIn(count)} have no value`));
  }
  return found;
}

async function constraints(situation: Situation): Promise<ObjectHazard[]> {
  const { from, to } = situation;
  const found: ObjectHazard[] = [];
  for (const constraint of objectsOf(to, 'constraint')) {
    const before = objectOf(from, 'constraint', constraint.id);
    const isNew = before?.facts.definition !== constraint.facts.definition;
    if (!isNew || !constraint.details.validated || !from.objects.has(constraint.parent.id)) continue;
    const rows = await breaking(situation, constraint);
    if (!rows) continue;
    const name = `constraint ${constraint.quotedName} of ${constraint.parent.qualifiedName}`;
    const isSeen = staysAsItIs(situation, constraint.parent.id, constraint.details.columns);
    found.push(mayFail(constraint.id, 'broken-rule', `${name} is broken by ${rowsIn(rows)}`, isSeen));
  }
  return found;
}

/** How many rows break a constraint that is to come; nothing when the live database cannot tell. */
async function breaking(
  situation: Situation,
  { parent, details, facts }: ConstraintObject,
): Promise<number | undefined> {
  const table = parent.id;
  const columns = details.columns.map(quoted);
  switch (details.type) {
    case 'c':
      return details.condition === null ? undefined : countWhere(situation, table, `not (${details.condition})`);
    case 'p':
    case 'u':
      return countRepeated(situation, table, columns, 'true', hasEqualNulls(facts.definition));
    case 'f':
      return countOrphans(situation, table, columns, details);
    default:
      return undefined;
  }
}

async function countOrphans(
  situation: Situation,
  table: string,
  columns: readonly string[],
  { references, referenced }: ConstraintObject['details'],
): Promise<number | undefined> {
  const present = columns.map(column => `t.${column} is not null`).join(' and ');
  if (!situation.from.objects.has(references?.id ?? '')) return countWhere(situation, table, present);
  const [here, there] = [situation.rows?.table(table), situation.rows?.table(references?.id ?? '')];
  if (here === undefined || there === undefined) return undefined;
  const keys = (names: readonly string[]): string => names.map((name, i) => `${name} as k${i}`).join(', ');
  // grouped, values are compared as an index compares them, whatever operators are in the search path
  const both = `select ${keys(columns.map(column => `t.${column}`))}, true as refers from ${here} t where ${present}
    union all select ${keys(referenced.map(column => `p.${quoted(column)}`))}, false from ${there} p`;
  const orphans = `select pg_catalog.count(*) filter (where refers) as n from (${both}) b group by ${columns.map((_, i) => `k${i}`).join(', ')}
    having pg_catalog.count(*) filter (where not refers) operator(pg_catalog.=) 0`;
  return situation.rows?.count(`select coalesce(pg_catalog.sum(n), 0) from (${orphans}) o`);
}

async function uniqueIndexes(situation: Situation): Promise<ObjectHazard[]> {
  const found: ObjectHazard[] = [];
  for (const index of objectsOf(situation.to, 'index')) {
    const before = objectOf(situation.from, 'index', index.id);
    const isNew = before?.facts.definition !== index.facts.definition || !before.facts.unique;
    if (!index.facts.unique || !isNew) continue;
    const rows = await countRepeated(
      situation,
      index.parent.id,
      keysOf(index),
      index.details.predicate ?? 'true',
      hasEqualNulls(index.facts.definition),
    );
    if (!rows) continue;
    const name = `unique index ${index.quotedName} of ${index.parent.qualifiedName}`;
    const names = objectsOf(situation.to, 'column').flatMap(({ parent, name }) =>
      parent.id === index.parent.id ? [name] : [],
    );
    const isSeen = staysAsItIs(situation, index.parent.id, names);
    found.push(mayFail(index.id, 'duplicates', `${name} is broken by ${rowsIn(rows)}`, isSeen));
  }
  return found;
}

const keysOf = ({ details: { keys, keyCount } }: IndexObject): string[] =>
  keys.slice(0, keyCount).map(({ expression }) => expression);

/** PostgreSQL says so in both kinds of definition; a null is otherwise equal to nothing. */
const hasEqualNulls = (definition: string): boolean => definition.includes('NULLS NOT DISTINCT');

/** How many rows are one too many. */
async function countRepeated(
  { rows }: Situation,
  table: string,
  keys: readonly string[],
  where: string,
  nullsToo: boolean,
): Promise<number | undefined> {
  const here = rows?.table(table);
  if (here === undefined) return undefined;
  const list = keys.join(', ');
  const counted = nullsToo ? '' : ` and (${list}) is not null`;
  const groups = `select pg_catalog.count(*) as n from ${here} t where ${where} group by ${list} having pg_catalog.count(*) operator(pg_catalog.>) 1${counted}`;
  return rows?.count(`select coalesce(pg_catalog.sum(n operator(pg_catalog.-) 1), 0) from (${groups}) d`);
}

/** Whether values are those that rows show: one that is converted or filled on the way may meet the rule by then. */
const staysAsItIs = ({ to, retypings, decisions }: Situation, table: string, columns: readonly string[]): boolean => {
  const filled = new Set(Object.keys(decisions.fills).map(path => findObject(to, 'column', path).id));
  return objectsOf(to, 'column').every(
    ({ id, parent, name }) => parent.id !== table || !columns.includes(name) || !(retypings.has(id) || filled.has(id)),
  );
};

const mayFail = (object: string, id: string, message: string, isSeen = false): ObjectHazard => ({
  object,
  hazard: { kind: 'may-fail', id, message, isSeen, instead: 'mend the rows first, in a migration of its own' },
});
