import { quoted } from '../catalog/index.ts';
import { objectOf, partsOf, type TableObject } from '../objects/index.ts';
import { SQLSTATE } from '../problem/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { doBlock, literal } from '../sql/index.ts';
import { afterwards, type Change, formerly } from './change.ts';

/** A rule that the new schema has and the old one has not, as a statement that fails while a row breaks it. */
export interface Rule {
  columns: string[];
  name: string;
  sql: string;
}

/** Rules that rows have to keep to go through the change, as far as they can be asked for in the old schema. */
export async function newRules(shadow: Shadow, change: Change, table: TableObject): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const part of partsOf(change.to, afterwards(change, table.id))) {
    if (part.kind !== 'constraint' && part.kind !== 'index') continue;
    if (objectOf(change.from, part.kind, formerly(change, part.id))?.facts.definition === part.facts.definition)
      continue;
    const broken = brokenBy(part, table.qualifiedName);
    if (broken === undefined) continue;
    const message = `violates "${part.name}" of the new schema`;
    const sql = doBlock(
      'rule',
      `begin if exists (${broken}) then raise exception using errcode = '${SQLSTATE.checkViolation}', message = ${literal(message)}; end if; end`,
    );
    if (await shadow.refusal([sql])) continue;
    rules.push({ columns: part.kind === 'constraint' ? part.details.columns : [], name: part.name, sql });
  }
  return rules;
}

/** A query for what breaks the rule. */
function brokenBy(part: ReturnType<typeof partsOf>[number], table: string): string | undefined {
  const repeated = (keys: readonly string[], where: string): string =>
    `select from ${table} where ${where} group by ${keys.join(', ')} having pg_catalog.count(*) operator(pg_catalog.>) 1 and row(${keys.join(', ')}) is not null`;
  if (part.kind === 'constraint') {
    const { type, condition, columns } = part.details;
    if (type === 'c' && condition) return `select from ${table} where not (${condition})`;
    return type === 'u' || type === 'p' ? repeated(columns.map(quoted), 'true') : undefined;
  }
  if (part.kind !== 'index' || !part.facts.unique) return undefined;
  const { keys, keyCount, predicate } = part.details;
  return repeated(
    keys.slice(0, keyCount).map(({ expression }) => expression),
    predicate ?? 'true',
  );
}
