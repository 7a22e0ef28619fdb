import type { Say } from '../problem/index.ts';
import { openScratch, type ScratchDatabase, Shadow } from '../shadow/index.ts';
import type { Where } from './scratch-rpc.ts';

/** A scratch database that stays open, as long as it is asked for in the same place and works. */
export class ReusableScratch {
  readonly #say: Say;
  #where: string | undefined;
  #database: Promise<ScratchDatabase> | undefined;

  constructor(say: Say) {
    this.#say = say;
  }

  async open(where: Where): Promise<ScratchDatabase> {
    const text = JSON.stringify(where);
    if (text !== this.#where) await this.close();
    this.#where = text;
    this.#database ??= openScratch(where, this.#say);
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
