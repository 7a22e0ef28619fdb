import { CLIHelper } from '@mikro-orm/cli';
import { type Described, Places } from './places.ts';

/** The places of a project, whose files are found from its configuration, as the commands of MikroORM look for it. */
export const placesOf = async (orm: Described): Promise<Places> =>
  new Places(orm, (await CLIHelper.getConfigPaths()) as string[]);
