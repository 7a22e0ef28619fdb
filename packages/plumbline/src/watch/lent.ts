import type { MessagePort } from 'node:worker_threads';
import { Problem, type ProblemCode } from '../problem/index.ts';
import type { ShadowSettings } from '../settings.ts';
import type { ScratchDatabase } from '../shadow/index.ts';

/** What one thread asks of the scratch database of another. */
interface Call {
  id: number;
  method: 'open' | 'query' | 'run' | 'makeRole' | 'dropRoles';
  text: string;
  /** Where the names of a query are looked up. */
  path?: string | undefined;
}

interface Reply {
  id: number;
  value?: unknown;
  /** What PostgreSQL says of an error stands in fields beside the message. */
  error?: { message: string };
}

/** Where a scratch database is made. */
export type Where = Omit<ShadowSettings, 'prelude'>;

/** Opens the scratch database that the settings ask for; the same one as long as it can. */
export type OpenScratch = (where: Where) => Promise<ScratchDatabase>;

/**
 * Lets another thread work on a scratch database of this one: starting PostgreSQL takes longer than a whole reading.
 *
 * @returns waits until nothing that was asked for is left to do, and answers nothing more
 */
export function lend(port: MessagePort, open: OpenScratch): () => Promise<void> {
  let database: ScratchDatabase | undefined;
  let last: Promise<void> = Promise.resolve();
  const carryOut = async ({ method, text, path }: Call): Promise<unknown> => {
    if (method !== 'open') return database?.[method](text, path);
    database = await open(JSON.parse(text) as Where);
    return undefined;
  };
  port.on('message', (call: Call) => {
    last = carryOut(call).then(
      value => port.postMessage({ id: call.id, value } satisfies Reply),
      (error: Error) => port.postMessage({ id: call.id, error: asData(error) } satisfies Reply),
    );
  });
  return async () => {
    port.close();
    await last;
  };
}

/** What an error says in texts; drivers hang functions on theirs, which no other thread can have. */
const asData = (error: Error): { message: string } => ({
  ...Object.fromEntries(Object.entries(error).filter(([, value]) => typeof value === 'string')),
  message: error.message,
});

/** The error again; a problem is one here, too. */
const asError = (error: { message: string; name?: string }): Error =>
  error.name === 'Problem'
    ? new Problem((error as unknown as { code: ProblemCode }).code, { ...error, what: error.message })
    : Object.assign(new Error(error.message), error);

/** The scratch database that another thread lends. Closing it is left to its owner. */
export async function borrow(port: MessagePort, where: Where): Promise<ScratchDatabase> {
  const waiting = new Map<number, (reply: Reply) => void>();
  port.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply));
  let calls = 0;
  const call = (method: Call['method'], text: string, path?: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = calls++;
      waiting.set(id, ({ value, error }) => {
        waiting.delete(id);
        if (error) reject(asError(error));
        else resolve(value);
      });
      port.postMessage({ id, method, text, path } satisfies Call);
    });
  await call('open', JSON.stringify(where));
  return {
    query: async <Row>(sql: string, path?: string) => (await call('query', sql, path)) as Row[],
    run: async script => void (await call('run', script)),
    makeRole: async name => void (await call('makeRole', name)),
    dropRoles: async () => void (await call('dropRoles', '')),
    close: async () => port.close(),
  };
}
