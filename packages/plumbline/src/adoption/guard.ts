import { bare, type Rename, splitPath } from '../compare/index.ts';
import type { CatalogObject } from '../objects/index.ts';
import { doBlock, identifier, literal } from '../sql/index.ts';

/** A condition that holds when an object of this kind and name is there; none for what is made again without harm. */
function presence(
  object: Pick<CatalogObject, 'kind' | 'schema' | 'name' | 'parent'>,
  name = object.name,
): string | undefined {
  const namespace = `${literal(object.schema)}::regnamespace`;
  const on = `${literal(object.parent?.qualifiedName ?? '')}::regclass`;
  switch (object.kind) {
    case 'schema':
      return `select from pg_namespace where nspname = ${literal(name)}`;
    case 'enum':
      return `select from pg_type where typnamespace = ${namespace} and typname = ${literal(name)}`;
    case 'table':
    case 'view':
    case 'sequence':
      return `select from pg_class where relnamespace = ${namespace} and relname = ${literal(name)}`;
    case 'column':
      return `select from pg_attribute where attrelid = ${on} and attname = ${literal(name)} and not attisdropped`;
    case 'index':
      return `select from pg_index join pg_class on oid = indexrelid where indrelid = ${on} and relname = ${literal(name)}`;
    case 'constraint':
      return `select from pg_constraint where conrelid = ${on} and conname = ${literal(name)}`;
    case 'trigger':
      return `select from pg_trigger where tgrelid = ${on} and tgname = ${literal(name)}`;
    case 'policy':
      return `select from pg_policy where polrelid = ${on} and polname = ${literal(name)}`;
    default:
      return undefined;
  }
}

/** A condition that holds when something has the name: indexes share theirs with every table of the schema. */
const taken = (object: CatalogObject): string | undefined =>
  presence(object.kind === 'index' ? { ...object, kind: 'table' } : object);

const when = (condition: string, sql: string): string =>
  doBlock(
    'guard',
    `begin
  if ${condition} then
    ${sql};
  end if;
end`,
  );

/** A statement that makes an object, for a database where it may be there already. */
export function unlessThere(object: CatalogObject, sql: string): string {
  const there = presence(object);
  return there === undefined ? sql : when(`not exists (${there})`, sql);
}

/** Renames what an older script made under another name, where it is there and the new name is free. */
export function renameIfThere(object: CatalogObject, { from: path }: Rename): string {
  const old = bare(splitPath(path).at(-1) ?? '');
  const sql = {
    column: `alter table ${object.parent?.qualifiedName} rename column ${identifier(old)} to ${object.quotedName}`,
    constraint: `alter table ${object.parent?.qualifiedName} rename constraint ${identifier(old)} to ${object.quotedName}`,
    enum: `alter type ${identifier(old)} rename to ${identifier(object.name)}`,
    index: `alter index ${identifier(object.schema)}.${identifier(old)} rename to ${object.quotedName}`,
    sequence: `alter sequence ${identifier(old)} rename to ${identifier(object.name)}`,
    table: `alter table ${identifier(old)} rename to ${identifier(object.name)}`,
    view: `alter view ${identifier(old)} rename to ${identifier(object.name)}`,
  }[object.kind as 'table'];
  return when(`exists (${presence(object, old)})\n    and not exists (${taken(object)})`, sql);
}
