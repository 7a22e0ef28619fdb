import type { EntityManager } from '@mikro-orm/core';
import { type Catalog, type CatalogObject, objectsOf } from '../objects/index.ts';
import { hasSqlstate, SQLSTATE } from '../problem/index.ts';
import { buildSchema, type EntityOptions, entityScript, type Shadow, StatementFailure } from '../shadow/index.ts';
import { readStatements, type ScriptStatement } from '../sql/index.ts';
import { neededBy } from './needed.ts';
import { type Recorded, replay } from './replay.ts';

/** What PostgreSQL says of what is not there: an object, a function, a schema, a table. */
const NOT_THERE = [
  SQLSTATE.undefinedObject,
  SQLSTATE.undefinedFunction,
  SQLSTATE.invalidSchemaName,
  SQLSTATE.undefinedTable,
];

/**
 * Puts the shadow into the state that the entities say, and reads it. What they use and only a migration can make, as an
 * extension, a domain or a function that was written by hand, is taken from the migrations.
 *
 * @throws StatementFailure for what PostgreSQL refuses of them
 */
export async function buildBesideMigrations(
  shadow: Shadow,
  em: EntityManager,
  migrations: readonly Recorded[],
  options?: EntityOptions,
): Promise<Catalog> {
  return buildScriptBesideMigrations(shadow, await entityScript(em, options), migrations);
}

/** The same for MikroORM's statements. */
export async function buildScriptBesideMigrations(
  shadow: Shadow,
  script: string,
  migrations: readonly Recorded[],
): Promise<Catalog> {
  try {
    return await buildSchema(shadow, script);
  } catch (error) {
    const lacks = error instanceof StatementFailure && hasSqlstate(error, ...NOT_THERE);
    if (!lacks || migrations.length === 0) throw error;
    await replay(shadow, migrations);
    return buildBeside(shadow, await readStatements(script));
  }
}

/** Builds the entities beside what the migrations made and no entity models. */
async function buildBeside(shadow: Shadow, statements: readonly ScriptStatement[]): Promise<Catalog> {
  const recorded = await shadow.read();
  await clear(shadow, recorded, statements);
  const left = new Set((await shadow.read()).objects.keys());
  // what hung on a table that the entities make themselves, and went with it
  const lost = [...recorded.objects.values()].filter(({ id, kind }) => kind === 'function' && !left.has(id));
  const missing = new Map(lost.filter(object => !isSaid(object, statements)).map(object => [object.id, object]));
  await shadow.run('set check_function_bodies = off');
  for (const { sql, kind } of statements) await build(shadow, { sql, kind }, missing);
  await shadow.run('reset check_function_bodies');
  const built = await shadow.read();
  for (const { id } of lost) if (!isSaid(recorded.objects.get(id) as CatalogObject, statements)) left.add(id);
  const needed = await neededBy(
    shadow,
    built,
    [...built.objects.keys()].filter(id => !left.has(id)),
  );
  return { ...built, objects: new Map([...built.objects].filter(([id]) => !left.has(id) || needed.has(id))) };
}

/** Drops what the entities say themselves: tables and views, and the types and functions that they make. */
async function clear(shadow: Shadow, recorded: Catalog, statements: readonly ScriptStatement[]): Promise<void> {
  const drops = [
    ...objectsOf(recorded, 'view').map(view => [
      view.facts.materialized ? 'materialized view' : 'view',
      view.qualifiedName,
    ]),
    ...objectsOf(recorded, 'table').map(({ qualifiedName }) => ['table', qualifiedName]),
    ...objectsOf(recorded, 'enum').flatMap(one => (isSaid(one, statements) ? [['type', one.qualifiedName]] : [])),
    ...objectsOf(recorded, 'function').flatMap(one =>
      isSaid(one, statements) ? [['routine', one.qualifiedName]] : [],
    ),
  ];
  for (const [kind, sql] of drops) await shadow.run(`drop ${kind} if exists ${sql} cascade`);
}

/** Runs one statement; what it lacks of the functions that went with a table is made first. */
async function build(
  shadow: Shadow,
  { sql, kind }: Pick<ScriptStatement, 'sql' | 'kind'>,
  missing: Map<string, CatalogObject>,
): Promise<void> {
  try {
    await shadow.run(sql);
  } catch (error) {
    if (kind === 'CreateSchemaStmt' && hasSqlstate(error, SQLSTATE.duplicateSchema)) return;
    if (!hasSqlstate(error, ...NOT_THERE) || missing.size === 0) throw new StatementFailure(sql, error as Error);
    await restore(shadow, missing);
    await build(shadow, { sql, kind }, new Map());
  }
}

/** Makes again what can be made by now. */
async function restore(shadow: Shadow, missing: Map<string, CatalogObject>): Promise<void> {
  for (const [id, object] of missing) {
    if (object.kind !== 'function') continue;
    const what = object.details.procedure ? 'procedure' : 'function';
    const refusal = await shadow.tolerate(
      `create or replace ${what} ${object.details.routineName}${object.facts.definition}`,
    );
    if (!refusal) missing.delete(id);
  }
}

/** Whether a statement makes an enum or a function of that name. */
const isSaid = ({ kind, schema, name }: CatalogObject, statements: readonly ScriptStatement[]): boolean =>
  statements.some(statement => {
    const path =
      kind === 'enum' && statement.kind === 'CreateEnumStmt'
        ? statement.node.typeName
        : kind === 'function' && statement.kind === 'CreateFunctionStmt'
          ? statement.node.funcname
          : undefined;
    const names = (path as { String?: { sval?: string } }[] | undefined)?.map(part => part.String?.sval);
    return names?.at(-1) === name && (names.length === 1 ? schema === 'public' : names.at(-2) === schema);
  });
