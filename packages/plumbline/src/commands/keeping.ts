import { fatesOf } from '../authoring/index.ts';
import { compareCatalogs, type Difference, keeping } from '../compare/index.ts';
import type { Catalog } from '../objects/index.ts';
import type { Project } from './project.ts';

/** What the entities say beyond the migrations, both as schemas. */
export const pendingDifferences = async (
  project: Project,
  migrations: Catalog,
  entities: Catalog,
): Promise<Difference[]> => compareCatalogs(migrations, await withKept(project, migrations, entities));

/** A wanted schema with what stays beside it: by answers on file, and by what MikroORM's options leave to others. */
export async function withKept({ migrator }: Project, there: Catalog, wanted: Catalog): Promise<Catalog> {
  const { keep } = fatesOf(there, { keep: await migrator.kept(), drop: [] });
  return keeping(there, wanted, { keep, unmanaged: migrator.unmanaged() }).catalog;
}
