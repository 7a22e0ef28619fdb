import { quoted } from '../canonical/index.ts';
import { EmbeddedPostgres } from '../connection/index.ts';
import { underPath } from '../sql/own-path.ts';
import { dropRoles } from './reset.ts';
import type { ScratchDatabase } from './shadow.ts';

/**
 * A scratch database in this process, in memory, with the extensions that PGlite brings along. It starts in half a second,
 * so one serves a whole command.
 */
export async function embeddedScratch(): Promise<ScratchDatabase> {
  const postgres = await EmbeddedPostgres.open({ onNotice: () => {} });
  const made: string[] = [];
  return {
    async query<Row>(sql: string, path?: string) {
      if (path === undefined) return (await postgres.query<Row>(sql)).rows;
      const { script, result } = underPath(path, sql);
      return ((await postgres.exec(script))[result]?.rows ?? []) as Row[];
    },
    run: async script => void (await postgres.exec(script)),
    async makeRole(name) {
      made.push(name);
      await postgres.exec(`create role ${quoted(name)}`);
    },
    dropRoles: async () => void (await postgres.exec(dropRoles(made))),
    close: () => postgres.close(),
  };
}
