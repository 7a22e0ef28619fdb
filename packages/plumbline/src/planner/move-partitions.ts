import {
  attachPartition,
  type Catalog,
  countWhere,
  detachPartition,
  type Hazard,
  objectOf,
  objectsOf,
  type Rows,
  rowsIn,
  type TableObject,
} from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { literal, OWN_PATH, seenFrom } from '../sql/index.ts';
import type { Renamed } from './renamed.ts';
import { firstStep } from './step.ts';

/**
 * Detaches partitions that become tables of their own or part of another one, and attaches tables that become partitions,
 * on the shadow and where PostgreSQL takes them as they are: no row is copied. What it refuses is left to be made anew.
 *
 * @param rowsOf the live database's rows, under the names of a catalog
 */
export async function movePartitions(
  shadow: Shadow,
  renamed: Renamed,
  to: Catalog,
  rowsOf: (catalog: Catalog) => Rows | undefined,
): Promise<void> {
  const run = async (sql: string, table: TableObject): Promise<boolean> => {
    if (await shadow.tolerate(sql)) return false;
    renamed.steps.push(firstStep(sql, table));
    return true;
  };
  const original = renamed.catalog;
  const all = moved(original, to);
  for (const { before } of all) if (before.facts.partitionOf !== null) await run(detachPartition(before), before);
  for (const { after } of all) {
    if (after.facts.partitionOf === null || !(await run(attachPartition(after), after))) continue;
    renamed.hazards.push(...(await outOfBounds(shadow, after, rowsOf(original))));
  }
  if (all.length > 0) renamed.catalog = await shadow.read();
}

/** Tables that are there before and after, but not as part of the same table. */
function moved(from: Catalog, to: Catalog): { before: TableObject; after: TableObject }[] {
  return objectsOf(from, 'table').flatMap(before => {
    const after = objectOf(to, 'table', before.id);
    return after && after.facts.partitionOf?.id !== before.facts.partitionOf?.id ? [{ before, after }] : [];
  });
}

/** Rows that PostgreSQL does not take into a partition; those of a hash partition only the database that holds them can tell. */
async function outOfBounds(
  shadow: Shadow,
  { id, qualifiedName }: TableObject,
  rows: Rows | undefined,
): Promise<Hazard[]> {
  const [bound] = await shadow.query<{ rule: string }>(
    seenFrom(
      'public',
      `select pg_get_partition_constraintdef(i.inhrelid) as rule
       from pg_inherits i join pg_partitioned_table p on p.partrelid = i.inhparent
       where i.inhrelid = to_regclass(${literal(qualifiedName)}) and p.partstrat <> 'h'`,
    ),
    OWN_PATH,
  );
  const count = bound && (await countWhere({ rows, empty: new Set() }, id, `not (${bound.rule})`));
  if (!count) return [];
  const message = `table ${qualifiedName} cannot become a partition while ${rowsIn(count)} are outside its bounds`;
  return [
    {
      kind: 'may-fail',
      id: 'out-of-bounds',
      message,
      instead: 'mend the rows first, in a migration of its own',
      object: id,
    },
  ];
}
