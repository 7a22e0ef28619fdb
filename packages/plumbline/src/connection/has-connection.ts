import { type Options, Utils } from '@mikro-orm/core';

const CONNECTION = ['CLIENT_URL', 'HOST', 'PORT', 'USER', 'PASSWORD', 'DB_NAME'].map(name => `MIKRO_ORM_${name}`);

/** Whether anything says where the database is: only where nothing does, one is made in the process. */
export function hasConnection(
  { clientUrl, dbName, host, driverOptions }: Pick<Partial<Options>, 'clientUrl' | 'dbName' | 'host' | 'driverOptions'>,
  env: NodeJS.ProcessEnv,
): boolean {
  // a function, a client or a dialect brings a connection
  const driverSays =
    driverOptions !== undefined && (!Utils.isPlainObject(driverOptions) || Object.keys(driverOptions).some(isWhere));
  return Boolean(clientUrl || dbName || host || driverSays) || CONNECTION.some(name => env[name]);
}

const isWhere = (option: string): boolean => ['connectionString', 'host', 'database'].includes(option);
