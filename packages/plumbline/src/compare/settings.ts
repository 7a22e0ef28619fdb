import { type Catalog, objectOf, objectsOf, partsOf, type TableObject } from '../objects/index.ts';

/**
 * What is set on a table and no entity can say, or says nothing of, stays set: nobody who writes entities took it away.
 * Row level security goes where its last policy goes, which an entity said; it stays with a policy that stays, and
 * where it let nobody through at all.
 *
 * @param to the schema to get to, with everything that is kept
 */
export function withSettings(
  from: Catalog,
  to: Catalog,
  { security }: { security: boolean },
): { catalog: Catalog; settings: string[] } {
  const objects = new Map(to.objects);
  const settings: string[] = [];
  for (const before of objectsOf(from, 'table')) {
    const after = objectOf(to, 'table', before.id);
    if (!after) continue;
    const facts = { ...after.facts };
    const stay = (what: string): void => void settings.push(`${what} of ${after.id}`);
    if (before.facts.options.length > 0 && after.facts.options.length === 0) {
      facts.options = before.facts.options;
      stay('storage parameters');
    }
    if (before.facts.unlogged && !after.facts.unlogged) {
      facts.unlogged = true;
      stay('being unlogged');
    }
    if (before.facts.rls && !after.facts.rls && (security || staysSecured(before, from, to))) {
      facts.rls = true;
      facts.forceRls ||= before.facts.forceRls;
      stay('row level security');
    }
    if (security) facts.forceRls ||= before.facts.forceRls;
    objects.set(after.id, { ...after, facts });
  }
  return { catalog: { ...to, objects }, settings };
}

function staysSecured({ id }: TableObject, from: Catalog, to: Catalog): boolean {
  const [before, after] = [from, to].map(catalog => partsOf(catalog, id).filter(({ kind }) => kind === 'policy'));
  return before?.length === 0 || (after?.length ?? 0) > 0;
}
