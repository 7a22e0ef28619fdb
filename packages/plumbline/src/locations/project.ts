import { CLIHelper } from '@mikro-orm/cli';
import { type Described, EntityLocations } from './entity-locations.ts';

/** The places of a project, whose files are found from its configuration, as the commands of MikroORM look for it. */
export const entityLocationsOf = async (orm: Described): Promise<EntityLocations> =>
  new EntityLocations(orm, (await CLIHelper.getConfigPaths()) as string[]);
