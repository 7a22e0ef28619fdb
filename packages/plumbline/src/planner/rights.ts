import { type CatalogObject, type Context, kindOf, type ObjectHazard } from '../objects/index.ts';
import { literal } from '../sql/index.ts';
import type { Changes } from './change-set.ts';
import type { Staged } from './stages.ts';

/** Where a transaction keeps, as SQL, whose something is and who may use it, while it is made again. */
const KEPT = `'plumbline.rights'`;

/** GRANT statements for a list of rights, behind what is there already. */
const grants = (acl: string, owner: string, on: string, columns = `''`): string => `(
      select pg_catalog.string_agg(pg_catalog.format('; grant %s%s on %s to %s%s', a.privilege_type, ${columns}, ${on},
        case when a.grantee operator(pg_catalog.=) 0 then 'public' else pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) end,
        case when a.is_grantable then ' with grant option' end), '')
      from pg_catalog.aclexplode(${acl}) a where a.grantee operator(pg_catalog.<>) ${owner})`;

/**
 * Takes away what default privileges give on whatever the running role makes, by the letter of the kind, and gives back
 * what everybody may do by themselves.
 */
const withoutDefaults = (kind: string, acl: string, on: string, everybody?: string): string => `(
      select pg_catalog.concat(pg_catalog.string_agg(case when a.grantee is not null then pg_catalog.format('; revoke all on %s from %s', ${on},
        case when a.grantee operator(pg_catalog.=) 0 then 'public' else pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) end) end, '')${
          everybody === undefined
            ? ''
            : `,
        case when ${acl} is null then pg_catalog.format('; grant ${everybody} on %s to public', ${on}) end`
        })
      from pg_catalog.pg_default_acl d
      left join lateral (select e.grantee from pg_catalog.aclexplode(d.defaclacl) e where e.grantee operator(pg_catalog.<>) d.defaclrole) a on true
      where d.defaclobjtype operator(pg_catalog.=) ${kind} and pg_catalog.pg_get_userbyid(d.defaclrole) operator(pg_catalog.=) current_user
      having pg_catalog.count(*) operator(pg_catalog.>) 0)`;

/** What everybody may do until it is taken away. */
const revoked = (acl: string, on: string): string => `
      case when ${acl} is not null and not exists (select from pg_catalog.aclexplode(${acl}) a where a.grantee operator(pg_catalog.=) 0)
        then pg_catalog.format('; revoke all on %s from public', ${on}) end`;

const names = (objects: readonly string[]): string =>
  `pg_catalog.unnest(array[${objects.map(literal).join(', ')}]) n (name)`;

const OWNER = 'pg_catalog.pg_get_userbyid';

/** Reads, as SQL, the owner and the rights of relations, routines and types of these names. */
const READ: Record<'relation' | 'routine' | 'type', (objects: readonly string[]) => string> = {
  relation: objects => {
    const on = `case when c.relkind operator(pg_catalog.=) 'S' then pg_catalog.concat('sequence ', n.name) else n.name end`;
    return `
    select pg_catalog.concat(pg_catalog.format('alter table %s owner to %I', n.name, ${OWNER}(c.relowner)), ${withoutDefaults(`case when c.relkind operator(pg_catalog.=) 'S' then 'S' else 'r' end`, 'c.relacl', on)}, ${grants('c.relacl', 'c.relowner', on)}, (
      select pg_catalog.string_agg(${grants('t.attacl', 'c.relowner', on, `pg_catalog.format(' (%I)', t.attname)`)}, '')
      from pg_catalog.pg_attribute t where t.attrelid operator(pg_catalog.=) c.oid and not t.attisdropped)) as sql
    from ${names(objects)} join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) pg_catalog.to_regclass(n.name)`;
  },
  routine: objects => {
    const on = `pg_catalog.concat('routine ', n.name)`;
    return `
    select pg_catalog.concat(pg_catalog.format('alter routine %s owner to %I', n.name, ${OWNER}(p.proowner)), ${withoutDefaults("'f'", 'p.proacl', on, 'execute')},${revoked('p.proacl', on)}, ${grants('p.proacl', 'p.proowner', on)}) as sql
    from ${names(objects)} join pg_catalog.pg_proc p on p.oid operator(pg_catalog.=) pg_catalog.to_regprocedure(n.name)`;
  },
  type: objects => {
    const on = `pg_catalog.concat('type ', n.name)`;
    return `
    select pg_catalog.concat(pg_catalog.format('alter type %s owner to %I', n.name, ${OWNER}(y.typowner)), ${withoutDefaults("'T'", 'y.typacl', on, 'usage')},${revoked('y.typacl', on)}, ${grants('y.typacl', 'y.typowner', on)}) as sql
    from ${names(objects)} join pg_catalog.pg_type y on y.oid operator(pg_catalog.=) pg_catalog.to_regtype(n.name)`;
  },
};

const nameOf = (object: CatalogObject): string => kindOf(object).rights?.name(object) ?? object.qualifiedName;

/** What makes two objects one: a routine's arguments may be called otherwise. */
const identityOf = (object: CatalogObject): string => `${object.kind} ${nameOf(object)}`;

/** Keeps the owners and the rights of what is made again until the transaction ends. */
export function keepRights(objects: readonly CatalogObject[]): string {
  const reads = (['relation', 'routine', 'type'] as const).flatMap(one => {
    const named = objects.filter(object => kindOf(object).rights?.as === one).map(nameOf);
    return named.length > 0 ? [READ[one](named)] : [];
  });
  return `do $rights$ begin
  perform pg_catalog.set_config(${KEPT}, (select pg_catalog.string_agg(o.sql, '; ') from (${reads.join('\n    union all')}) o), true);
end $rights$`;
}

/** Gives them back. The role that made an object again must be allowed to give it to its owner. */
export const GIVE_RIGHTS_BACK = `do $rights$ begin
  execute pg_catalog.current_setting(${KEPT});
end $rights$`;

/** Steps, and what they cannot keep. */
interface WithRights {
  steps: Staged[];
  hazards: ObjectHazard[];
}

/**
 * An object that is dropped and made again would belong to whoever runs the migration, and what was granted on it by hand
 * would be gone: a function that runs with its owner's rights would get those of another. No schema tells either, so the
 * migration itself reads them right before and gives them back, in the transaction of both. Where the two stand in
 * different transactions, a person is told.
 */
export function withRights(steps: readonly Staged[], changes: Changes, context: Context): WithRights {
  const gone = new Set([...changes.dropped.values()].map(identityOf));
  const made = new Set([...changes.created.values()].map(identityOf));
  const isAgain = (object: CatalogObject): boolean =>
    kindOf(object).rights !== null &&
    ((gone.has(identityOf(object)) && made.has(identityOf(object))) || context.isMadeAnew(object));
  const again = Map.groupBy(
    steps.filter(({ phase, object }) => phase === 'transaction' && isAgain(object)),
    ({ object }) => identityOf(object),
  );
  const stagesOf = (object: CatalogObject): Set<number> =>
    new Set(again.get(identityOf(object))?.map(({ stage }) => stage));
  const staged = [...Map.groupBy(steps, ({ stage }) => stage).values()].flatMap(all => {
    const whole = new Map(
      all.flatMap(({ object }) => (stagesOf(object).size === 1 ? [[identityOf(object), object]] : [])),
    );
    const last = all.findLastIndex(step => whole.has(identityOf(step.object)));
    if (last === -1) return all;
    const objects = [...whole.values()];
    const { phase, stage } = all[last] as Staged;
    const step = (sql: string): Staged => ({ sql, phase, stage, object: objects[0] as CatalogObject });
    return [step(keepRights(objects)), ...all.slice(0, last + 1), step(GIVE_RIGHTS_BACK), ...all.slice(last + 1)];
  });
  const separated = [...again.values()].flatMap(([first]) =>
    first && stagesOf(first.object).size > 1 ? [madeSeparately(first.object)] : [],
  );
  return { steps: staged, hazards: separated };
}

const madeSeparately = (object: CatalogObject): ObjectHazard => ({
  object: object.id,
  hazard: {
    kind: 'note',
    id: 'rights-lost',
    message: `${object.kind} ${nameOf(object)} is dropped and made again in different transactions: it will belong to whoever runs the migration, and what was granted on it by hand is gone`,
    instead: 'give it back to its owner, and grant again, in the migration of the last stage',
  },
});
