import type { AbstractSqlDriver } from '@mikro-orm/sql';
import type { ClientConfig, Pool } from 'pg';
import type { ConnectionHooks, ServerTarget } from '../connection/index.ts';
import { Problem } from '../problem/index.ts';

/** A driver that reaches a server, where others may run at the same time. */
export interface ServerDriver extends AbstractSqlDriver {
  server: ServerTarget;
  hooks: ConnectionHooks;
  dedicated(name: string, config?: ClientConfig): Pool;
}

export const isServer = (driver: AbstractSqlDriver): driver is ServerDriver => 'dedicated' in driver;

/**
 * @throws Problem PL352 for a driver that came past the configuration: a run on it would have no lock
 */
export function checkDriver(driver: AbstractSqlDriver): void {
  if (isServer(driver) || 'embeddedFolder' in driver) return;
  throw new Problem('PL352', {
    what: `the driver is ${driver.constructor.name}, and not the one of the configuration that was adopted; nothing was run`,
    subject: 'the configuration',
    why: process.env.MIKRO_ORM_TYPE
      ? 'MIKRO_ORM_TYPE is set, and puts a driver of MikroORM in the place of the configured one'
      : 'another driver was put into the configuration behind adopt() or plumbline()',
    fix: process.env.MIKRO_ORM_TYPE
      ? 'leave MIKRO_ORM_TYPE out: the configuration names the driver'
      : 'give the driver to adopt() with the rest of the configuration',
  });
}
