import { bare } from '../catalog/index.ts';
import {
  type Decisions,
  holderOf,
  isWhole,
  obviousRenames,
  type Rename,
  renameSteps,
  splitPath,
} from '../compare/index.ts';
import { type Catalog, type CatalogObject, type Hazard, objectsOf } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { likelyRenames } from './ask/index.ts';
import { followDecided, inTurn, type Way } from './rename-order.ts';
import type { Renamed } from './renamed.ts';
import { firstStep } from './step.ts';

/**
 * Renames on the shadow what people decided to rename, and what is obvious, and reads it again: from then on every
 * definition that names a renamed object names it as the target does, in PostgreSQL's own words.
 */
export async function rename(
  shadow: Shadow,
  original: Catalog,
  to: Catalog,
  { decisions, guess }: { decisions: Decisions; guess: boolean },
): Promise<Renamed> {
  const renamed: Renamed = { catalog: original, steps: [], hazards: [] };
  const way: Way = {
    original,
    to,
    renamed,
    follow: one => apply(shadow, one, to, renamed),
    async followObvious() {
      // a type or a column under its new name lets others be recognised
      for (let all = obviousRenames(renamed.catalog, to); all.length > 0; all = obviousRenames(renamed.catalog, to))
        await inTurn(all, { ...way, original: renamed.catalog });
    },
  };
  await followDecided(shadow, decisions.renames, way);
  const likely = guess ? likelyRenames({ from: renamed.catalog, to, decisions }) : [];
  renamed.hazards.push(...likely.map(guessed));
  await inTurn(likely, { ...way, original: renamed.catalog });
  await way.followObvious();
  return renamed;
}

async function apply(shadow: Shadow, one: Rename, to: Catalog, renamed: Renamed): Promise<void> {
  const holder = holderOf(one, renamed.catalog);
  if (holder) await apply(shadow, holder, to, renamed);
  const run = async (sql: string, object: CatalogObject): Promise<void> => {
    await shadow.run(sql);
    renamed.steps.push(firstStep(sql, object));
  };
  const schema = schemaToMake(one, to, renamed.catalog);
  if (schema) await run(`create schema ${schema.qualifiedName}`, schema);
  for (const { sql, object } of renameSteps(renamed.catalog, one)) await run(sql, object);
  renamed.catalog = await shadow.read();
}

const guessed = ({ from, to }: Rename): Hazard => ({
  kind: 'note',
  id: 'guessed-rename',
  message: `column ${from} is taken to be renamed to ${to}: nothing else differs`,
});

/** A table that moves to a schema which is not there yet needs it first. */
function schemaToMake({ kind, to: path }: Rename, to: Catalog, from: Catalog) {
  const [schema, name] = splitPath(path);
  if (!isWhole(kind) || schema === undefined || name === undefined) return undefined;
  return objectsOf(to, 'schema').find(one => one.name === bare(schema) && !from.objects.has(one.id));
}
