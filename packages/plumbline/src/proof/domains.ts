import type { Shadow } from '../shadow/index.ts';
import { OWN_PATH, seenFrom } from '../sql/index.ts';
import { comparedWith } from './literals.ts';

/** What a domain is made of. */
export interface Domain {
  baseType: string;
  modifier: number;
  /** The values of the enum that it is over. */
  labels: string[];
  /** What its checks compare a value with. */
  literals: string[];
}

/** The domains of the shadow, by the name that a column's type has. */
export async function domainsOf(shadow: Shadow, schema: string): Promise<Map<string, Domain>> {
  const rows = await shadow.query<{ name: string; base: string; modifier: number; labels: string[]; checks: string[] }>(
    seenFrom(
      schema,
      `select format_type(t.oid, null) as name, format_type(t.typbasetype, null) as base, t.typtypmod as modifier,
            array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.typbasetype order by e.enumsortorder) as labels,
            array(select pg_get_expr(c.conbin, 0) from pg_constraint c where c.contypid = t.oid and c.conbin is not null) as checks
       from pg_type t where t.typtype = 'd' and t.typnamespace <> 'information_schema'::regnamespace`,
    ),
    OWN_PATH,
  );
  const domains = new Map<string, Domain>();
  for (const { name, base, modifier, labels, checks } of rows) {
    const literals = new Set<string>();
    for (const check of checks)
      for (const texts of (await comparedWith(check)).values()) for (const one of texts) literals.add(one);
    domains.set(name, { baseType: base, modifier, labels, literals: [...literals] });
  }
  for (const [name, domain] of domains) domains.set(name, resolved(domain, domains));
  return domains;
}

/** A domain over a domain is one over what that is over. */
function resolved(domain: Domain, domains: ReadonlyMap<string, Domain>): Domain {
  const below = domains.get(domain.baseType);
  if (!below) return domain;
  return resolved({ ...below, literals: [...domain.literals, ...below.literals] }, domains);
}
