import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, PoolClient } from 'pg';
import type { Report } from './events.ts';

/** Time between two questions, and between two lines about a server that says nothing, in milliseconds. */
const INTERVAL = { ask: 2000, report: 5000 };
/** A server that is not heard for this long and does not take a connection either is gone, in milliseconds. */
const GONE = 20_000;
/** How long a server may take to answer a new connection, in milliseconds. */
const KNOCK = 5000;

interface Pulse {
  /** A question that any server answers at once. */
  ask(): Promise<unknown>;
  /** Where the server is; absent for a socket of this machine. */
  address: { host: string; port: number } | undefined;
  report: Report;
  /** Breaks the run's connections, so that what waits for an answer fails. */
  sever(): void;
}

/**
 * Listens whether the server is still there. TCP says nothing of a network that is gone while an answer is waited for: it
 * sends again for a quarter of an hour. A server that is only busy takes a connection, by its operating system, and is
 * waited for.
 *
 * @returns ends it
 */
export function listenToServer(pulse: Pulse): () => void {
  const over = new AbortController();
  void listen(pulse, over.signal).catch(() => {
    // the run is over
  });
  return () => over.abort();
}

async function listen({ ask, address, report, sever }: Pulse, over: AbortSignal): Promise<void> {
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: over, ref: false });
  let heard = performance.now();
  for (;;) {
    await pause(INTERVAL.ask);
    const answer = ask().then(
      () => 'heard' as const,
      () => 'failed' as const,
    );
    for (let outcome: 'heard' | 'failed' | 'silent' = 'silent'; outcome === 'silent'; ) {
      outcome = await Promise.race([answer, pause(INTERVAL.report).then(() => 'silent' as const)]);
      over.throwIfAborted();
      if (outcome === 'heard') heard = performance.now();
      const silent = performance.now() - heard;
      if (silent < INTERVAL.report) continue;
      await report({ type: 'silent', seconds: silent / 1000 });
      if (silent > GONE && address && !(await takesConnections(address))) return sever();
    }
  }
}

function takesConnections({ host, port }: { host: string; port: number }): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: KNOCK });
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => end(true));
    // a refusal is an answer, too: the connections of before are gone, and say so themselves
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED'));
    socket.on('timeout', () => end(false));
  });
}

/** Ends a connection without a word to the other end. The `pg` driver has no way for that, but its socket has. */
export function severed(client: Client | PoolClient | undefined): void {
  (client as { connection?: { stream?: { destroy(): void } } } | undefined)?.connection?.stream?.destroy();
}
