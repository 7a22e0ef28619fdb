import { afterRenames } from '../compare/index.ts';
import { headerOf, isProven, statementsOf } from '../history/index.ts';
import type { Catalog, CatalogObject } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { startReplay } from './baseline.ts';
import { declaredIn, isGivenName } from './declared.ts';
import { type Recorded, replayOne } from './replay.ts';

/** What the header of a blank migration says. */
export const BY_HAND = 'Written by hand: fill in both ways.';

/** Who made the objects of a schema: for the id of each that no generated migration made, the migration that did. */
export type HandMade = ReadonlyMap<string, string>;

/** Migrations in a row that are alike in who wrote them, and what is known to come from entities all the same. */
interface Stretch {
  generated: boolean;
  migrations: Recorded[];
  declared(object: CatalogObject): boolean;
}

/**
 * Puts the shadow into the state that migrations lead to, and finds out what in it was made by hand: by a migration
 * that nobody generated, or that was edited since. The schema is read only where the one kind follows the other.
 */
export async function replayWithChanges(shadow: Shadow, migrations: readonly Recorded[]): Promise<HandMade> {
  const { left, isBaseline } = await startReplay(shadow, migrations);
  let made = isBaseline ? ofBaseline(await shadow.read()) : new Map<string, string>();
  let before: Catalog | undefined;
  for (const { generated, migrations: some, declared } of await stretches(left)) {
    const isQuiet = generated && made.size === 0;
    if (!isQuiet) before ??= await shadow.read();
    for (const migration of some) await replayOne(shadow, migration, 'up');
    if (isQuiet) {
      before = undefined;
      continue;
    }
    const [was, is] = [before as Catalog, await shadow.read()];
    made = stillThere(made, was, is);
    if (!generated) {
      const name = some.length === 1 ? (some[0] as Recorded).name : 'a hand-written migration';
      for (const object of is.objects.values())
        if (isNew(object.id, was, is) && !made.has(object.id) && !declared(object)) made.set(object.id, name);
    }
    before = is;
  }
  return made;
}

/** Nobody knows who made what a baseline has, but for what has a name as MikroORM gives it. */
function ofBaseline({ objects }: Catalog): Map<string, string> {
  const unknown = [...objects.values()].filter(
    object => !((object.kind === 'index' || object.kind === 'constraint') && isGivenName(object)),
  );
  return new Map(unknown.map(({ id }) => [id, 'the baseline']));
}

/** What was made by hand and is there, under the names that it has by now; made again under its name is the same. */
function stillThere(made: HandMade, was: Catalog, is: Catalog): Map<string, string> {
  const still = new Map<string, string>();
  for (const [id, name] of made) {
    const now = afterRenames(id, was, is);
    if (now !== undefined) still.set(now, name);
  }
  return still;
}

/** Whether it was not there, under any name. */
function isNew(id: string, was: Catalog, is: Catalog): boolean {
  if (was.objects.has(id)) return false;
  for (const [where, one] of is.addresses) if (one === id && was.addresses.has(where)) return false;
  return true;
}

async function stretches(migrations: readonly Recorded[]): Promise<Stretch[]> {
  const all: Stretch[] = [];
  for (const migration of migrations) {
    const next = await stretchOf(migration);
    const last = all.at(-1);
    if (last && last.generated === next.generated && last.declared === next.declared) last.migrations.push(migration);
    else all.push(next);
  }
  return all;
}

const nothing = (): boolean => false;

async function stretchOf(migration: Recorded): Promise<Stretch> {
  const { proven, digest } = migration;
  const alone = { migrations: [migration] };
  if (proven && digest && (await isProven({ proven, digest }))) return { ...alone, generated: true, declared: nothing };
  const header = await headerOf(migration);
  const isReport = header.some(line => line.startsWith('Proven on PostgreSQL '));
  // files of older versions have no digest
  if (isReport && (await proven?.()) === undefined) return { ...alone, generated: true, declared: nothing };
  if (isReport) return { ...alone, generated: false, declared: saidBy(header) };
  const declared = header.includes(BY_HAND) ? nothing : await declaredIn(await statementsWithin(migration));
  return { ...alone, generated: false, declared };
}

async function statementsWithin({ load }: Recorded): Promise<string[]> {
  const nobody = { execute: () => Promise.reject(new Error('there is no database to ask')) };
  try {
    return (await statementsOf(await load(nobody), 'up')).map(({ query }) => String(query));
  } catch {
    return [];
  }
}

/** What the header of an edited file says that it was made for: the objects themselves, and columns of whole tables. */
function saidBy(header: readonly string[]): Stretch['declared'] {
  const items = header.join('\n').replaceAll('\n  ', ' ').split('\n');
  const said = new Set(items.flatMap(line => /^- (?:add|change) (.+?)(?::.*)?$/.exec(line)?.[1] ?? []));
  return ({ id, kind, parent }) => said.has(id) || (kind === 'column' && said.has(parent.id));
}
