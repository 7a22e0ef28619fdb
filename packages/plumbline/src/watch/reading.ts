import { resolve } from 'node:path';
import {
  obstacleDiagnostics,
  pendingDiagnostics,
  readDecisionsFile,
  replay,
  versionFor,
  withLocation,
} from '../authoring/index.ts';
import { type Project, pendingDifferences } from '../commands/index.ts';
import { type Difference, decide } from '../compare/index.ts';
import { type EntityLocations, entityLocationsOf } from '../locations/index.ts';
import { planChange } from '../planner/index.ts';
import { toProblem } from '../problem/index.ts';
import { type Diagnostic, diagnosticOf } from '../report/index.ts';
import { settingsOf } from '../settings.ts';
import type { Shadow } from '../shadow/index.ts';
import { type CachedCatalog, type CatalogCache, entitiesOf, migrationsOf } from './catalog-cache.ts';

/** What a reading found so far, and what the next one may take from it. */
export interface Found {
  diagnostics: Diagnostic[];
  cache: CatalogCache;
}

/** Reads what the entities say beyond the migrations; first that it differs, and then what it takes. */
export async function* readProject(project: Project, shadow: Shadow, before: CatalogCache): AsyncGenerator<Found> {
  const locations = entityLocationsOf(project.orm);
  const files = await project.files();
  const entities = await entitiesOf(shadow, project.orm.em, files, before.entities).catch(async (error: unknown) => {
    throw await withLocation(error, () => locations);
  });
  const migrations = await migrationsOf(shadow, files, before.migrations);
  const cache = { entities, migrations };
  const differences = await pendingDifferences(project, migrations.catalog, entities.catalog);
  const pending = pendingDiagnostics(differences, await locations);
  yield { diagnostics: pending, cache };
  if (differences.length === 0) return;
  const obstacles = await obstaclesOf(project, shadow, { entities, differences, locations: await locations }).catch(
    async (error: unknown) => [diagnosticOf(toProblem(await withLocation(error, () => locations)))],
  );
  if (obstacles.length > 0) yield { diagnostics: [...pending, ...obstacles], cache };
}

interface Pending {
  entities: CachedCatalog;
  differences: readonly Difference[];
  locations: EntityLocations;
}

async function obstaclesOf(
  project: Project,
  shadow: Shadow,
  { entities, differences, locations }: Pending,
): Promise<Diagnostic[]> {
  await replay(shadow, await project.files());
  const file = resolve(project.root, settingsOf(project.orm.config).decisionsFile);
  const decisions = decide(await readDecisionsFile(file));
  const plan = await planChange(shadow, entities.catalog, {
    decisions,
    unmanaged: project.migrator.unmanaged(),
    online: true,
    version: await versionFor(settingsOf(project.orm.config).shadow, undefined),
  });
  return obstacleDiagnostics(plan, differences, locations);
}
