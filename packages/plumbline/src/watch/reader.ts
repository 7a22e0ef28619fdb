import { extname } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { Problem } from '../problem/index.ts';
import { channelOf } from './channel.ts';
import { lend, type OpenScratch } from './lent.ts';
import type { Known } from './made.ts';
import type { Assignment, Listening, Reading } from './messages.ts';

export interface ReaderOptions {
  open: OpenScratch;
  contextName: string;
  config: string[] | undefined;
}

/** A thread that reads the project as it is when it is sent to, once. */
export class Reader {
  readonly #worker: Worker;
  readonly #ended: Promise<never>;
  readonly #settled: () => Promise<void>;

  constructor({ open, contextName, config }: ReaderOptions) {
    const { port1, port2 } = new MessageChannel();
    const assignment: Assignment = { scratch: port2, contextName, config };
    // what the project prints while it is loaded is about its own start, which this is not
    this.#worker = new Worker(new URL(`thread${extname(import.meta.filename)}`, import.meta.url), {
      workerData: assignment,
      transferList: [port2],
      stdout: true,
      stderr: true,
    });
    this.#ended = new Promise((_, reject) => this.#worker.once('error', reject).once('exit', () => reject(ended())));
    // whoever reads hears of it
    this.#ended.catch(() => {});
    this.#settled = lend(port1, open);
  }

  /** Reads the project, and tells what was found as soon as it is. */
  read(known: Known, found: Listening['found']): Promise<void> {
    const reading = createBirpc<Reading, Listening>({ found }, channelOf(this.#worker));
    return Promise.race([reading.read(known), this.#ended]);
  }

  /** Ends the thread, whatever it is doing, and waits until the scratch database is at rest. */
  async end(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
    await this.#settled();
  }
}

const ended = (): Problem =>
  new Problem('PL351', {
    what: 'a file of the project ends the process while it is loaded',
    fix: 'take process.exit() out of what the configuration imports',
  });
