import type { MessagePort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { ShadowSettings } from '../settings.ts';
import type { ScratchDatabase } from '../shadow/index.ts';
import { channelOf } from './channel.ts';

/** Where a scratch database is made. */
export type Where = Omit<ShadowSettings, 'prelude'>;

/** Opens the scratch database that the settings ask for; the same one as long as it can. */
export type OpenScratch = (where: Where) => Promise<ScratchDatabase>;

/** What one thread asks of the scratch database of another. */
interface ScratchRpc
  extends Record<keyof Omit<ScratchDatabase, 'close'>, (text?: string, path?: string) => Promise<unknown>> {
  open(where: Where): Promise<void>;
}

/**
 * Lets another thread work on a scratch database of this one: starting PostgreSQL takes longer than a whole reading.
 *
 * @returns waits until nothing that was asked for is left to do, and answers nothing more
 */
export function serveScratch(port: MessagePort, open: OpenScratch): () => Promise<void> {
  let database: ScratchDatabase | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const rpc: ScratchRpc = {
    async open(where) {
      database = await open(where);
    },
    query: async (sql = '', path) => database?.query(sql, path),
    run: async (script = '') => database?.run(script),
    makeRole: async (name = '') => database?.makeRole(name),
    dropRoles: async () => database?.dropRoles(),
  };
  createBirpc<object, ScratchRpc>(rpc, {
    ...channelOf(port),
    resolver:
      (_, call) =>
      async (...args) => {
        const answer = call(...args) as Promise<unknown>;
        last = answer.catch(() => {});
        return answer;
      },
  });
  return async () => {
    port.close();
    await last;
  };
}

/** The scratch database of another thread, which closes it. */
export async function connectScratch(port: MessagePort, where: Where): Promise<ScratchDatabase> {
  const rpc = createBirpc<ScratchRpc, object>({}, channelOf(port));
  await rpc.open(where);
  return {
    query: async <Row>(sql: string, path?: string) => (await rpc.query(sql, path)) as Row[],
    run: async script => void (await rpc.run(script)),
    makeRole: async name => void (await rpc.makeRole(name)),
    dropRoles: async () => void (await rpc.dropRoles()),
    close: async () => port.close(),
  };
}
