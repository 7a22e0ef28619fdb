/**
 * PostgreSQL's own record of what needs what, between objects that people made (their oids start at 16384). The
 * objects that it names are resolved by the addresses that the readers give.
 */
export const DEPENDENCIES = `
  select d.classid::regclass::text as catalog, d.objid::text as oid, d.objsubid as part,
         d.refclassid::regclass::text as needed_catalog, d.refobjid::text as needed_oid, d.refobjsubid as needed_part
  from pg_depend d
  where d.refobjid >= 16384 and d.objid >= 16384 and d.deptype in ('n', 'a', 'i')
    and d.classid <> 'pg_extension'::regclass
    -- a partition's columns are its table's: that they make the partition's key is nothing that those need
    and not (d.objsubid > 0 and exists (select from pg_class p where p.oid = d.objid and p.relispartition))`;

export interface DependencyRow {
  catalog: string;
  oid: string;
  part: number;
  needed_catalog: string;
  needed_oid: string;
  needed_part: number;
}
