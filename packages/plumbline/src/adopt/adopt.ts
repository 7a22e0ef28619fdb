import type { Options } from '@mikro-orm/core';
import { isCommandLine } from '../cli/stock.ts';
import { hasConnection, serverDriver, unreadParameters } from '../connection/index.ts';
import { Problem } from '../problem/index.ts';
import { isConfigured } from '../settings.ts';
import { postgreSqlDriverOf } from './driver.ts';
import { embeddedDatabase } from './embedded.ts';
import { isCommand, migrationsWay } from './migrations.ts';
import { sayOnce } from './say-once.ts';
import { type Hearing, type Surroundings, withPlumbline } from './with-plumbline.ts';

/** What Plumbline is told beside the configuration that it adopts. */
export interface AdoptSettings extends Hearing {
  /**
   * How migrations reach the database, where the application goes through a pooler, or as a role that may not change
   * tables: as their owner, and directly. It counts in commands, for migrations and the schema; never for what the
   * application asks, seeders among it. PLUMBLINE_MIGRATIONS_DSN says the same.
   */
  migrations?: { dsn?: string | undefined } | undefined;
  /**
   * Where the embedded database is kept, which is used where no connection is configured at all; `.plumbline` by default,
   * seen from the project's root. PLUMBLINE_FOLDER names another place.
   */
  embeddedFolder?: string | undefined;
}

/** MikroORM's options, whatever driver they are for. */
// biome-ignore lint/suspicious/noExplicitAny: MikroORM's own types take any driver by it
type Own = Partial<Options<any, any, any>>;

/** What a configuration file of MikroORM may export. */
export type Adoptable =
  | Own
  | Promise<Own>
  | ((contextName?: string) => Own | Promise<Own>)
  | readonly (Own | ((contextName?: string) => Own | Promise<Own>))[];

/**
 * A project's own configuration of MikroORM, as its configuration file exports it, with Plumbline in it: an object, a
 * promise, a function of the context, or a list of these. It comes back in the same form, an object at once, and keeps
 * everything that it says. Migrations, the schema generator and the seeder of the stock `mikro-orm` command go through
 * Plumbline then.
 *
 * @throws Problem PL352 for what cannot be kept: a driver that is not for PostgreSQL, an extension in Plumbline's place
 *
 * @example
 * export default adopt({ clientUrl: 'postgresql://app@localhost/shop', entities: [User] });
 */
export function adopt<Form extends Adoptable>(own: Form, settings: AdoptSettings = {}): Form {
  return adoptForm(own, settings) as Form;
}

function adoptForm(own: unknown, settings: AdoptSettings): unknown {
  if (Array.isArray(own)) return own.map(one => adoptForm(one, settings));
  if (typeof own === 'function') return (contextName?: string) => adoptForm(own(contextName), settings);
  // a function gives nothing where a context is not its own
  if (typeof own !== 'object' || own === null) return own;
  if (own instanceof Promise) return own.then(one => adoptForm(one, settings));
  // a module, as compilers to CommonJS write it
  if ('default' in own) return adoptForm(own.default, settings);
  return isConfigured(own) ? own : adoptOptions(own, settings);
}

function adoptOptions(own: Own, { embeddedFolder = '.plumbline', migrations, ...hearing }: AdoptSettings): Own {
  return withPlumbline(own, hearing, surroundings => {
    const { env, say, onNotice } = surroundings;
    const Base = postgreSqlDriverOf(own);
    const way = migrationsWay(migrations?.dsn, env);
    if (!hasConnection(own, env)) {
      const unsaid = 'no connection is configured';
      const fix =
        'set clientUrl in the configuration, or MIKRO_ORM_CLIENT_URL, to postgresql://USER:PASSWORD@HOST:5432/DATABASE';
      if (!way.migrations) return embeddedDatabase({ folder: embeddedFolder, unsaid, fix }, surroundings);
      throw new Problem('PL100', { what: `${unsaid} for the application, and one for migrations is`, fix });
    }
    warnOfUnread(own, surroundings);
    return { driver: serverDriver({ say, onNotice, isCommand, ...way }, Base) };
  });
}

function warnOfUnread(own: Own, { env, say }: Surroundings): void {
  const unread = isCommandLine() ? unreadParameters(own, env) : undefined;
  if (unread) sayOnce(say, `warning: ${unread.message}; ${unread.fix}`);
}
