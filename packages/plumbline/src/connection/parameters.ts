import type { ClientConfig } from 'pg';
import { Problem } from '../problem/index.ts';

const seconds = (value: string): number => Number(value) * 1000;
const TIMES = new Set(['connect_timeout', 'keepalives_idle']);

/** The parameters of libpq that the `pg` driver has, under its names. Times are in seconds, as libpq writes them. */
const KNOWN: Record<string, (value: string) => ClientConfig> = {
  application_name: value => ({ application_name: value }),
  fallback_application_name: value => ({ fallback_application_name: value }) as ClientConfig,
  client_encoding: value => ({ client_encoding: value }),
  options: value => ({ options: value }),
  connect_timeout: value => ({ connectionTimeoutMillis: seconds(value) }),
  keepalives: value => ({ keepAlive: value !== '0' }),
  keepalives_idle: value => ({ keepAliveInitialDelayMillis: seconds(value) }),
};

/**
 * Turns what is left of a DSN's parameters into options of the driver.
 *
 * @param lenient SQLAlchemy DSNs carry settings of their Python driver; those are passed over
 * @throws Problem PL101 for a parameter that would otherwise be silently without effect
 */
export function driverOptions(
  parameters: ReadonlyMap<string, string>,
  { lenient, setting }: { lenient: boolean; setting: string },
): ClientConfig {
  const unknown = [...parameters.keys()].filter(name => !Object.hasOwn(KNOWN, name));
  if (unknown.length > 0 && !lenient) {
    throw new Problem('PL101', {
      // a name is not shown: behind an "&" or a "?" that was not encoded it is a part of the password
      what: `${setting} has ${unknown.length === 1 ? 'a parameter that is' : `${unknown.length} parameters that are`} not known, and not shown here`,
      why: 'an "&" or a "?" in a password is percent-encoded',
      fix: `use host, port, user, password, dbname, sslmode, sslrootcert, sslcert, sslkey, ${Object.keys(KNOWN).join(', ')}`,
    });
  }
  const [time] = [...parameters].find(([name, value]) => TIMES.has(name) && !/^\d+$/.test(value)) ?? [];
  if (time) {
    throw new Problem('PL101', {
      what: `${setting} has a ${time} that is not a time`,
      fix: `write it in whole seconds, as ${time}=10`,
    });
  }
  return Object.assign({}, ...[...parameters].map(([name, value]) => KNOWN[name]?.(value) ?? {}));
}
