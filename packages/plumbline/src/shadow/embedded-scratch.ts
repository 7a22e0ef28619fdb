import { optional } from '../optional.ts';
import { identifier, underPath } from '../sql/index.ts';
import { dropRoles } from './reset.ts';
import type { ScratchDatabase } from './shadow.ts';

/**
 * A text as a server gets it, with U+FFFD for half of a pair of surrogates. PGlite counts such a half otherwise than it
 * encodes it, and cuts off the end of the statement.
 */
const whole = (sql: string): string => sql.toWellFormed();

/**
 * A scratch database in this process, in memory, with the extensions that PGlite brings along. It starts in half a second,
 * so one serves a whole command.
 *
 * @throws Problem PL004 where PGlite is not installed
 *
 * @example
 * const scratch = await embeddedScratch();
 * await scratch.run('select 1');
 * await scratch.close();
 */
export async function embeddedScratch(): Promise<ScratchDatabase> {
  const { EmbeddedPostgres } = await optional('the embedded PostgreSQL', () => import('../connection/embedded.ts'));
  const postgres = await EmbeddedPostgres.open({ onNotice: () => {} });
  const made: string[] = [];
  return {
    async query<Row>(sql: string, path?: string) {
      if (path === undefined) return (await postgres.query<Row>(whole(sql))).rows;
      const { script, result } = underPath(path, whole(sql));
      return ((await postgres.exec(script))[result]?.rows ?? []) as Row[];
    },
    run: async script => void (await postgres.exec(whole(script))),
    async makeRole(name) {
      made.push(name);
      await postgres.exec(`create role ${identifier(name)}`);
    },
    dropRoles: async () => void (await postgres.exec(dropRoles(made))),
    close: () => postgres.close(),
  };
}
