/** Schemas that belong to people. */
export const userSchema = (alias: string): string =>
  `${alias}.nspname !~ '^pg_' and ${alias}.nspname <> 'information_schema'`;

/** Not brought by an extension. */
export const notOfExtension = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend e where e.classid = '${catalog}'::regclass and e.objid = ${oid} and e.deptype = 'e')`;

/** An object's name as SQL, qualified unless its schema is the default one. */
export const nameSql = (schema: string, name: string): string =>
  `case when ${schema} in (current_schema(), 'pg_catalog') then quote_ident(${name}) else format('%I.%I', ${schema}, ${name}) end`;

/** The columns that name a row's object, as a `Named` has them. */
export const named = (schema: string, name: string): string =>
  `${schema} as schema, ${name} as name, quote_ident(${name}) as "quotedName", ${nameSql(schema, name)} as "qualifiedName"`;

/** The same of what stands in no schema, as schemas and extensions. */
export const namedAlone = (name: string): string =>
  `${name} as name, quote_ident(${name}) as "quotedName", quote_ident(${name}) as "qualifiedName"`;

/** Another object that a row tells of, as a `Named` in one column. */
export const namedJson = (schema: string, name: string): string =>
  `json_build_object('schema', ${schema}, 'name', ${name}, 'quotedName', quote_ident(${name}), 'qualifiedName', ${nameSql(schema, name)})`;

/** GRANT statements for the rights in a list; the owner's own rights come with making the object. */
const grants = (acl: string, owner: string, on: string, columns = `''`): string => `
  select format('grant %s%s on %s to %s%s', g.privilege_type, ${columns}, ${on},
           case when g.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end,
           case when g.is_grantable then ' with grant option' else '' end) as sql
  from aclexplode(${acl}) g where g.grantee <> ${owner}`;

/** The rights on a column `a` of a relation. */
const attributeGrants = (alias: string): string =>
  grants('a.attacl', `${alias}.relowner`, `${alias}.oid::regclass`, `format(' (%I)', a.attname)`);

export const columnGrants = (alias: string): string =>
  `array(select r.sql from (${attributeGrants(alias)}) r order by r.sql)`;

/** The rights on a table or view and on its columns. */
export const relationGrants = (alias: string): string => `
  array(select r.sql from (
    ${grants(`${alias}.relacl`, `${alias}.relowner`, `${alias}.oid::regclass`)}
    union all
    select r.sql from pg_attribute a,
      lateral (${attributeGrants(alias)}) r
    where a.attrelid = ${alias}.oid and not a.attisdropped) r order by r.sql)`;

/** The rights on a function or procedure, which everybody may call until that is taken away. */
export const routineGrants = (alias: string): string => {
  const on = `format('routine %s(%s)', ${alias}.oid::regproc, pg_get_function_identity_arguments(${alias}.oid))`;
  return `
  array(select r.sql from (
    select format('revoke all on %s from public', ${on}) as sql
    where ${alias}.proacl is not null and not exists (select from aclexplode(${alias}.proacl) a where a.grantee = 0)
    union all
    select r.sql from (${grants(`${alias}.proacl`, `${alias}.proowner`, on)}) r) r order by r.sql desc)`;
};
