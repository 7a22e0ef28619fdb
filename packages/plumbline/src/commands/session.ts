import type { MikroORM, Options } from '@mikro-orm/core';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { ServerTarget } from '../connection/index.ts';
import { unreadable } from '../locations/index.ts';
import { forCommand } from '../settings.ts';

/** What the drivers of the toolkit know of the database that they were made for. */
export type PlumblineDriver = AbstractSqlDriver & {
  /** Which database this is, for people; never with a password. */
  describe: string;
  /** Where the database is kept, when it is embedded. */
  embeddedFolder?: string;
  /** The server, when it is one. */
  server?: ServerTarget;
};

export type Orm = MikroORM<PlumblineDriver>;

/** Opens MikroORM, does the work, and closes it again, whatever came of the work. Connects when the work does. */
export async function withOrm<Result>(options: Partial<Options>, work: (orm: Orm) => Promise<Result>): Promise<Result> {
  const [{ MikroORM }, { CLIHelper }] = await Promise.all([import('@mikro-orm/core'), import('@mikro-orm/cli')]);
  // as MikroORM's own commands: what the application logs is not for here, and would stand among the results
  const debug = CLIHelper.getSettings().verbose === true;
  const orm = await MikroORM.init({ ...forCommand(options), debug } as Partial<Options<PlumblineDriver>>).catch(
    (error: Error) => {
      throw unreadable(error);
    },
  );
  try {
    return await work(orm);
  } finally {
    await orm.close(true);
  }
}
