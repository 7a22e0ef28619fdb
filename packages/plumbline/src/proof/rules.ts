import { differingFacts } from '../compare/index.ts';
import { type Catalog, type CatalogObject, kindOf, partsOf, type TableObject } from '../objects/index.ts';
import { SQLSTATE } from '../problem/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { doBlock, literal } from '../sql/index.ts';
import { afterwards, type Change, formerly } from './change.ts';

/** A rule that the new schema has and the old one has not, as a statement that fails while a row breaks it. */
export interface Rule {
  /** None: it may be over any of them. */
  columns: string[];
  name: string;
  sql: string;
}

/** Rules that rows have to keep to go through the change, as far as they can be asked for in the old schema. */
export async function newRules(shadow: Shadow, change: Change, table: TableObject): Promise<Rule[]> {
  const rules: Rule[] = [];
  for (const part of partsOf(change.to, afterwards(change, table.id))) {
    const broken = kindOf(part).broken(part, table.qualifiedName);
    if (broken === undefined) continue;
    const before = change.from.objects.get(formerly(change, part.id));
    if (before && differingFacts(before, part).every(({ fact }) => fact === 'comment')) continue;
    const message = `violates "${part.name}" of the new schema`;
    const sql = doBlock(
      'rule',
      `begin if exists (${broken}) then raise exception using errcode = '${SQLSTATE.checkViolation}', message = ${literal(message)}; end if; end`,
    );
    if (await shadow.refusal([sql])) continue;
    rules.push({ columns: columnsOver(change.to, part), name: part.name, sql });
  }
  return rules;
}

/** The columns that a rule is over; none where it is over an expression, which may read any of them. */
export function columnsOver(catalog: Catalog, part: CatalogObject): string[] {
  const names = kindOf(part).declaration.columns(part);
  const own = new Set(
    partsOf(catalog, part.parent?.id ?? '').flatMap(({ kind, name }) => (kind === 'column' ? [name] : [])),
  );
  return names.every(name => own.has(name)) ? [...names] : [];
}
