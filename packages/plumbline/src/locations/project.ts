import { type Described, EntityLocations } from './entity-locations.ts';

/** The places of a project, whose files are found from its configuration, as the commands of MikroORM look for it. */
export async function entityLocationsOf(orm: Described): Promise<EntityLocations> {
  const { CLIHelper } = await import('@mikro-orm/cli');
  return new EntityLocations(orm, (await CLIHelper.getConfigPaths()) as string[]);
}
