import { literal, setPathHere } from '../sql/index.ts';

/** Catalogs of what stands in no schema and belongs to one database. */
const DATABASE_WIDE = ['pg_publication', 'pg_foreign_data_wrapper', 'pg_transform', 'pg_cast', 'pg_language', 'pg_am'];
/** Catalogs of what stands in a schema, with their prefix: PostgreSQL's own schema takes new objects of these. */
const IN_SCHEMAS: [catalog: string, prefix: string][] = [
  ['pg_opclass', 'opc'],
  ['pg_opfamily', 'opf'],
  ['pg_operator', 'opr'],
  ['pg_proc', 'pro'],
  ['pg_type', 'typ'],
  ['pg_collation', 'coll'],
  ['pg_conversion', 'con'],
  ['pg_ts_config', 'cfg'],
  ['pg_ts_dict', 'dict'],
  ['pg_ts_parser', 'prs'],
  ['pg_ts_template', 'tmpl'],
];

/** Where PostgreSQL's own objects end. */
const FIRST_OWN = 16_384;

const PEOPLES = [
  `select 'pg_extension'::regclass as class, oid from pg_extension where extname <> 'plpgsql'`,
  ...DATABASE_WIDE.map(catalog => `select '${catalog}'::regclass, oid from ${catalog}`),
  ...IN_SCHEMAS.map(
    ([catalog, prefix]) =>
      `select '${catalog}'::regclass, oid from ${catalog} where ${prefix}namespace in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
  ),
].join(' union all ');

/** The kinds of objects that default privileges are about, by their letter, and what everybody gets when nobody says anything. */
const DEFAULT_PRIVILEGES = `(values ('r', 'tables', null), ('S', 'sequences', null), ('f', 'functions', 'execute'), ('T', 'types', 'usage'),
  ('n', 'schemas', null), ('L', 'large objects', null)) k (letter, kind, everybody)`;

/**
 * Drops everything of people's, in the order in which it lets go. Each object is looked for again, as another one may have
 * taken it along.
 */
const DROP = `
  declare
    one record;
    named record;
  begin
    for one in select subname from pg_subscription where subdbid = (select oid from pg_database where datname = current_database()) loop
      execute format('alter subscription %I disable', one.subname);
      execute format('alter subscription %I set (slot_name = none)', one.subname);
      execute format('drop subscription %I', one.subname);
    end loop;
    for one in select name from pg_prepared_statements where from_sql loop
      execute format('deallocate %I', one.name);
    end loop;
    for one in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
      execute format('drop schema %I cascade', one.nspname);
    end loop;
    for one in select o.class, o.oid from (${PEOPLES}) o where o.oid >= ${FIRST_OWN} loop
      select replace(i.type, '-', ' ') as type, i.identity into named from pg_identify_object(one.class, one.oid, 0) i
      where exists (select from (${PEOPLES}) o where o.class = one.class and o.oid = one.oid)
        and not exists (select from pg_depend d where d.classid = one.class and d.objid = one.oid and d.deptype in ('i', 'e'));
      if named.identity is not null then
        execute format('drop %s %s cascade', named.type, named.identity);
      end if;
    end loop;
    for one in select oid from pg_largeobject_metadata loop
      perform lo_unlink(one.oid);
    end loop;
  end`;

/** Puts back what is said of the database as a whole: privileges that objects get by themselves, settings, rights, comments. */
const PUT_BACK = `
  declare
    one record;
  begin
    for one in select pg_get_userbyid(d.defaclrole) as role, k.kind, k.everybody, g.grantee from pg_default_acl d
               join ${DEFAULT_PRIVILEGES} on k.letter = d.defaclobjtype
               left join lateral (select distinct a.grantee from aclexplode(d.defaclacl) a where a.grantee <> d.defaclrole) g on true loop
      if one.grantee is not null then
        execute format('alter default privileges for role %I revoke all on %s from %s', one.role, one.kind,
          case one.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(one.grantee)) end);
      end if;
      execute format('alter default privileges for role %I grant all on %s to %I', one.role, one.kind, one.role);
      if one.everybody is not null then
        execute format('alter default privileges for role %I grant %s on %s to public', one.role, one.everybody, one.kind);
      end if;
    end loop;
    for one in select s.setrole from pg_db_role_setting s
               where s.setdatabase = (select oid from pg_database where datname = current_database()) loop
      if one.setrole = 0 then
        execute format('alter database %I reset all', current_database());
      else
        execute format('alter role %I in database %I reset all', pg_get_userbyid(one.setrole), current_database());
      end if;
    end loop;
    for one in select a.grantee from pg_database d, aclexplode(d.datacl) a
               where d.datname = current_database() and a.grantee not in (0, d.datdba) loop
      execute format('revoke all on database %I from %I cascade', current_database(), pg_get_userbyid(one.grantee));
    end loop;
    if (select datacl is not null from pg_database where datname = current_database()) then
      execute format('grant connect, temporary on database %I to public', current_database());
      execute format('revoke create on database %I from public', current_database());
    end if;
    execute format('comment on database %I is null', current_database());
  end`;

/** The settings of the session, put back. */
export const RESET_SESSION = 'reset session authorization; reset role; reset all';

/** What would act on each statement of a reset, and has to go before; statements that drop them. */
export const EVENT_TRIGGERS = `select format('drop event trigger %I', evtname) as drop from pg_event_trigger`;

/**
 * Leaves an empty database with an empty `public`, whatever was made in it. Roles belong to no database: whoever opened
 * the scratch database knows whether they are its own.
 */
export const RESET = `
  ${setPathHere()};
  create extension if not exists plpgsql;
  discard temp;
  do $reset$${DROP}$reset$;
  do $reset$${PUT_BACK}$reset$;
  create schema public;
  grant usage, create on schema public to public;
  set client_min_messages = warning`;

/** Drops roles and their settings, but for some: for a cluster that holds nothing else. */
export const dropRoles = (kept: readonly string[]): string => `${setPathHere()}; do ${literal(dropOthers(kept))}`;

const dropOthers = (kept: readonly string[]): string => `
  declare
    one record;
  begin
    for one in select rolname from pg_roles where oid >= ${FIRST_OWN} and rolname <> all (array[${kept.map(literal).join(', ')}]::name[]) loop
      execute format('drop owned by %I cascade', one.rolname);
      execute format('drop role %I', one.rolname);
    end loop;
    for one in select pg_get_userbyid(setrole) as role from pg_db_role_setting where setrole <> 0 loop
      execute format('alter role %I reset all', one.role);
    end loop;
  end`;
