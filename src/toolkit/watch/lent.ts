import type { MessagePort } from 'node:worker_threads';
import type { ScratchDatabase } from '../shadow/index.ts';

/** What one thread asks of the scratch database of another. */
interface Call {
  id: number;
  method: 'open' | 'query' | 'run' | 'makeRole';
  text: string;
}

interface Reply {
  id: number;
  value?: unknown;
  /** What PostgreSQL says of an error stands in fields beside the message. */
  error?: { message: string };
}

/** Opens the scratch database that a DSN asks for, an embedded one for an empty text; the same one as long as it can. */
export type OpenScratch = (dsn: string) => Promise<ScratchDatabase>;

/**
 * Lets another thread work on a scratch database of this one: starting PostgreSQL takes longer than a whole reading.
 *
 * @returns waits until nothing that was asked for is left to do, and answers nothing more
 */
export function lend(port: MessagePort, open: OpenScratch): () => Promise<void> {
  let database: ScratchDatabase | undefined;
  let last: Promise<void> = Promise.resolve();
  const carryOut = async ({ method, text }: Call): Promise<unknown> => {
    if (method !== 'open') return database?.[method](text);
    database = await open(text);
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

/** The scratch database that another thread lends. Closing it is left to its owner. */
export async function borrow(port: MessagePort, dsn: string | undefined): Promise<ScratchDatabase> {
  const waiting = new Map<number, (reply: Reply) => void>();
  port.on('message', (reply: Reply) => waiting.get(reply.id)?.(reply));
  let calls = 0;
  const call = (method: Call['method'], text: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = calls++;
      waiting.set(id, ({ value, error }) => {
        waiting.delete(id);
        if (error) reject(Object.assign(new Error(error.message), error));
        else resolve(value);
      });
      port.postMessage({ id, method, text } satisfies Call);
    });
  await call('open', dsn ?? '');
  return {
    query: async <Row>(sql: string) => (await call('query', sql)) as Row[],
    run: async script => void (await call('run', script)),
    makeRole: async name => void (await call('makeRole', name)),
    close: async () => port.close(),
  };
}
