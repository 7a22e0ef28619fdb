import { openScratch, type ScratchDatabase, Shadow } from '../shadow/index.ts';

/** A scratch database that stays open, as long as it is asked for under the same DSN and does what it is told. */
export class KeptScratch {
  #dsn: string | undefined;
  #database: Promise<ScratchDatabase> | undefined;

  /** @param dsn empty for an embedded one */
  async open(dsn: string): Promise<ScratchDatabase> {
    if (dsn !== this.#dsn) await this.close();
    this.#dsn = dsn;
    this.#database ??= openScratch({ dsn: dsn || undefined });
    return this.#database;
  }

  /** Leaves nothing in it, whatever was going on there. */
  async clear(): Promise<void> {
    try {
      const database = await this.#database;
      await database?.run('rollback');
      if (database) await new Shadow(database).reset();
    } catch {
      await this.close();
    }
  }

  async close(): Promise<void> {
    const database = await this.#database?.catch(() => undefined);
    this.#database = undefined;
    await database?.close().catch(() => {});
  }
}
