import { addMissingColumns, expectationOf, renameIfThere, reportDifferences, unlessThere } from '../adoption/index.ts';
import { bare } from '../catalog/index.ts';
import { findObject, type Rename, splitPath } from '../compare/index.ts';
import { type Catalog, type Kind, objectsOf } from '../objects/index.ts';
import type { Step } from '../planner/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { identifier } from '../sql/index.ts';

/**
 * The first migration for databases that older scripts left behind at any point: each step looks first, what goes by
 * an older name is renamed, missing columns are added, and every difference that remains is named at the end.
 *
 * @param formerly the older names, as renames to the names that the entities say
 */
export async function adopt(
  shadow: Shadow,
  to: Catalog,
  steps: readonly Step[],
  formerly: readonly Rename[],
): Promise<Step[]> {
  const expectation = await expected(shadow, to, steps);
  const older = new Map(formerly.map(rename => [newObject(to, rename).id, rename]));
  const described = new Set(expectation.flatMap(({ kind, parent }) => (kind === 'column' ? [parent] : [])));
  const started = new Set<string>();
  const adopted = steps.flatMap(step => {
    const object = to.objects.get(step.object);
    if (!object || started.has(object.id)) return [step];
    started.add(object.id);
    const rename = older.get(object.id);
    const looksItself = object.kind === 'table' || object.kind === 'index';
    return [
      ...(rename ? [{ ...step, sql: renameIfThere(object, rename) }] : []),
      looksItself ? step : { ...step, sql: unlessThere(object, step.sql) },
      ...(object.kind === 'table' && object.schema === to.defaultSchema && described.has(object.name)
        ? [{ ...step, sql: addMissingColumns(object, expectation) }]
        : []),
    ];
  });
  const last = steps.at(-1);
  return last && expectation.length > 0
    ? [...adopted, { ...last, group: 'what remains different', sql: reportDifferences(expectation) }]
    : adopted;
}

/** What the plain steps lead to, as PostgreSQL tells it on the shadow. */
function expected(shadow: Shadow, to: Catalog, steps: readonly Step[]): ReturnType<typeof expectationOf> {
  return shadow.attempt(async () => {
    for (const { sql } of steps) await shadow.run(sql);
    const names = (kind: 'table' | 'enum'): string[] =>
      objectsOf(to, kind).flatMap(({ schema, name }) => (schema === to.defaultSchema ? [name] : []));
    return expectationOf(shadow, names('table'), names('enum'));
  });
}

function newObject(to: Catalog, { kind, from, to: name }: Rename) {
  const path = splitPath(from).map(bare);
  return findObject(to, kind as Kind, [...path.slice(0, -1), bare(name)].map(part => identifier(part)).join('.'));
}
