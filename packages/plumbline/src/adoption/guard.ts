import { bare } from '../catalog/index.ts';
import { type Rename, splitPath } from '../compare/index.ts';
import { type CatalogObject, kindOf } from '../objects/index.ts';
import { doBlock, identifier } from '../sql/index.ts';

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
  const there = kindOf(object).presence?.there(object, object.name);
  return there === undefined ? sql : when(`not exists (${there})`, sql);
}

/** Renames what an older script made under another name, where it is there and the new name is free. */
export function renameIfThere(object: CatalogObject, { from: path }: Rename): string {
  const { rename, presence } = kindOf(object);
  const old = bare(splitPath(path).at(-1) ?? '');
  const before = { ...object, name: old, quotedName: identifier(old), qualifiedName: identifier(old) };
  const statements = rename?.statements(before, object, object.schema);
  if (!statements || !presence) throw new Error(`${object.id} cannot be renamed`);
  return when(
    `exists (${presence.there(object, old)})\n    and not exists (${presence.taken(object)})`,
    statements.join(';\n    '),
  );
}
