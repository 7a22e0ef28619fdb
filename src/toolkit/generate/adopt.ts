import {
  addMissingColumns,
  type Expectation,
  expectationOf,
  renameIfThere,
  reportDifferences,
  unlessThere,
} from '../adoption/index.ts';
import { type Catalog, objectsOf } from '../canonical/index.ts';
import { bare, type Rename, splitPath } from '../diff/decisions.ts';
import { findObject } from '../diff/renames.ts';
import type { Step } from '../plan/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { identifier } from '../sql/quote.ts';

/** The name under which a migration file holds its expectation. */
const EXPECTED = 'EXPECTED';

/** A plan that makes everything, turned into one that makes what is missing and leaves alone what is there. */
export interface Adoption {
  steps: Step[];
  expectation: Expectation;
}

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
): Promise<Adoption> {
  const expectation = await expected(shadow, to, steps);
  const older = new Map(formerly.map(rename => [newObject(to, rename).id, rename]));
  const begun = new Set<string>();
  const adopted = steps.flatMap(step => {
    const object = to.objects.get(step.object);
    if (!object || begun.has(object.id)) return [step];
    begun.add(object.id);
    const rename = older.get(object.id);
    const looksItself = object.kind === 'table' || object.kind === 'index';
    return [
      ...(rename ? [{ ...step, sql: renameIfThere(object, rename) }] : []),
      looksItself ? step : { ...step, sql: unlessThere(object, step.sql) },
      ...(object.kind === 'table' && expectation.tables[object.name]
        ? [missingColumns(step, object.name, expectation)]
        : []),
    ];
  });
  return { steps: [...adopted, ...report(steps.at(-1), expectation)], expectation };
}

const missingColumns = (step: Step, table: string, expectation: Expectation): Step => ({
  ...step,
  sql: addMissingColumns(table, expectation),
  call: `addMissingColumns('${table}', ${EXPECTED})`,
});

const report = (step: Step | undefined, expectation: Expectation): Step[] =>
  step
    ? [
        {
          ...step,
          group: 'what remains different',
          sql: reportDifferences(expectation),
          call: `reportDifferences(${EXPECTED})`,
        },
      ]
    : [];

/** What the plain steps lead to, as PostgreSQL tells it on the shadow. */
function expected(shadow: Shadow, to: Catalog, steps: readonly Step[]): Promise<Expectation> {
  return shadow.attempt(async () => {
    for (const { sql } of steps) await shadow.run(sql);
    const names = (kind: 'table' | 'enum'): string[] =>
      objectsOf(to, kind).flatMap(({ schema, name }) => (schema === to.defaultSchema ? [name] : []));
    return expectationOf(shadow, names('table'), names('enum'));
  });
}

function newObject(to: Catalog, { kind, from, to: name }: Rename) {
  const path = splitPath(from).map(bare);
  return findObject(
    to,
    kind as Exclude<Rename['kind'], 'value'>,
    [...path.slice(0, -1), bare(name)].map(part => identifier(part)).join('.'),
  );
}
