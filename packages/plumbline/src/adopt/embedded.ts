import { resolve } from 'node:path';
import type { Configuration, Options } from '@mikro-orm/core';
import { endOnProblem } from '../cli/stock.ts';
import { embeddedDriver } from '../connection/index.ts';
import { Problem } from '../problem/index.ts';
import { variable } from '../variables.ts';
import { sayOnce } from './say-once.ts';
import type { Surroundings } from './with-plumbline.ts';

interface Embedded {
  /** Where it is kept, unless PLUMBLINE_FOLDER says otherwise. */
  folder: string;
  /** What would name a server, and does not. */
  unsaid: string;
  /** How to name one. */
  fix: string;
}

type DriverClass = NonNullable<Options['driver']>;

/**
 * The way to the embedded database, for where nothing names a server. It is decided when the driver is made, and not
 * before: of several configurations most are not used.
 */
export function embeddedDatabase(
  { folder: usual, unsaid, fix }: Embedded,
  { env, ...listeners }: Surroundings,
): Pick<Options, 'driver' | 'dbName'> {
  const construct = (config: Configuration): object => {
    const folder = variable('PLUMBLINE_FOLDER', env) ?? usual;
    if (env.NODE_ENV === 'production') {
      throw new Problem('PL100', {
        what: unsaid,
        why: 'with NODE_ENV=production nothing runs on the embedded database',
        fix,
      });
    }
    const path = resolve(config.get('baseDir'), folder);
    sayOnce(listeners.say, `warning: ${unsaid}, using the embedded database in ${folder}`);
    return new (embeddedDriver(path, listeners))(config);
  };
  const driver = new Proxy<DriverClass>(Object as never, {
    construct(_, [config]: [Configuration]) {
      try {
        return construct(config);
      } catch (error) {
        return endOnProblem(error);
      }
    },
  });
  return { driver, dbName: 'postgres' };
}
