import { quoted } from '../canonical/index.ts';
import { EmbeddedPostgres } from '../connection/index.ts';
import type { ScratchDatabase } from './shadow.ts';

/**
 * A scratch database in this process, in memory. It starts in half a second, so one serves a whole command.
 *
 * @param extensions names of extensions that it has to have, beside pgvector
 */
export async function embeddedScratch(extensions: readonly string[] = []): Promise<ScratchDatabase> {
  const postgres = await EmbeddedPostgres.open({ onNotice: () => {}, extensions });
  return {
    query: async <Row>(sql: string) => (await postgres.query<Row>(sql)).rows,
    run: async script => void (await postgres.exec(script)),
    makeRole: async name => void (await postgres.exec(`create role ${quoted(name)}`)),
    close: () => postgres.close(),
  };
}
