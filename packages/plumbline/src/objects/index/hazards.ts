import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import { type IndexObject, objectsOf } from '../model.ts';
import { isEmpty, type PlanningContext, rowsIn } from '../planning-context.ts';
import { countRepeated, mayFail, repeatedRows, staysAsItIs } from '../rules.ts';

export const hazards = async (change: Change<'index'>, planning: PlanningContext): Promise<Hazard[]> => [
  ...(await duplicates(change, planning)),
  ...(await untrained(change, planning)),
];

/** Rows that break a unique index which is new or another one. */
async function duplicates({ before, after }: Change<'index'>, planning: PlanningContext): Promise<Hazard[]> {
  if (!after?.facts.unique) return [];
  if (before?.facts.unique && before.facts.definition === after.facts.definition) return [];
  const { parent } = after;
  const rows = await countRepeated(planning, parent.id, table => broken(after, table));
  if (!rows) return [];
  const name = `unique index ${after.quotedName} of ${parent.qualifiedName}`;
  const columns = objectsOf(planning.to, 'column').filter(column => column.parent.id === parent.id);
  const isSeen = staysAsItIs(
    planning,
    parent.id,
    columns.map(column => column.name),
  );
  return [mayFail('duplicates', `${name} is broken by ${rowsIn(rows)}`, isSeen)];
}

/** Groups of rows that a unique index does not take. */
export const broken = (index: Pick<IndexObject, 'facts' | 'details'>, table: string): string | undefined =>
  index.facts.unique
    ? repeatedRows(table, keysOf(index), index.details.predicate ?? 'true', index.details.equalNulls)
    : undefined;

const keysOf = ({ details: { keys, keyCount } }: Pick<IndexObject, 'details'>): string[] =>
  keys.slice(0, keyCount).map(({ expression }) => expression);

/** An IVFFlat index finds its lists in the rows that are there when it is built. */
async function untrained({ before, after }: Change<'index'>, planning: PlanningContext): Promise<Hazard[]> {
  if (after?.details.method !== 'ivfflat') return [];
  const emptied = losesValues(after, planning);
  if (!emptied && before?.facts.definition === after.facts.definition) return [];
  const isNew = !planning.from.objects.has(after.parent.id);
  if (!emptied && !isNew && !(await isEmpty(planning, after.parent.id))) return [];
  return [
    {
      kind: 'note',
      id: 'ivfflat-empty',
      message: `IVFFlat index ${after.quotedName} is built while ${after.parent.qualifiedName} holds no vectors: its lists fit none, and it finds little`,
      instead: 'build it once there are rows, reindex it then, or use HNSW, which needs none',
    },
  ];
}

/** Whether the values that an index is built on are given up in the same change. */
const losesValues = ({ parent, details }: IndexObject, { retypings }: PlanningContext): boolean =>
  [...retypings.values()].some(
    ({ after, drops }) =>
      after.parent.id === parent.id && drops && details.keys.some(({ expression }) => expression === after.quotedName),
  );
