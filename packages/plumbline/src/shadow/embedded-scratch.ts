import { quoted } from '../canonical/index.ts';
import { EmbeddedPostgres } from '../connection/index.ts';
import { underPath } from '../sql/own-path.ts';
import type { ScratchDatabase } from './shadow.ts';

/**
 * A scratch database in this process, in memory. It starts in half a second, so one serves a whole command.
 *
 * @param extensions names of extensions that it has to have, beside pgvector
 */
export async function embeddedScratch(extensions: readonly string[] = []): Promise<ScratchDatabase> {
  const postgres = await EmbeddedPostgres.open({ onNotice: () => {}, extensions });
  return {
    async query<Row>(sql: string, path?: string) {
      if (path === undefined) return (await postgres.query<Row>(sql)).rows;
      const { script, result } = underPath(path, sql);
      return ((await postgres.exec(script))[result]?.rows ?? []) as Row[];
    },
    run: async script => void (await postgres.exec(script)),
    makeRole: async name => void (await postgres.exec(`create role ${quoted(name)}`)),
    close: () => postgres.close(),
  };
}
