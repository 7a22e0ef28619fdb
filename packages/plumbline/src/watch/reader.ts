import { extname } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { Problem } from '../problem/index.ts';
import { lend, type OpenScratch } from './lent.ts';
import type { Known } from './made.ts';
import type { Assignment, Told } from './messages.ts';

export interface ReaderOptions {
  open: OpenScratch;
  contextName: string;
  config: string[] | undefined;
}

/** A thread that reads the project as it is when it is sent to, once. */
export class Reader {
  readonly #worker: Worker;
  readonly #ready: Promise<unknown>;
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
    this.#ready = new Promise((resolve, reject) => this.#worker.once('message', resolve).once('error', reject));
    this.#settled = lend(port1, open);
  }

  /** Reads the project, and tells what was found as soon as it is. */
  async read(known: Known, found: (told: Extract<Told, { type: 'found' }>) => void): Promise<void> {
    await this.#ready;
    return new Promise((resolve, reject) => {
      this.#worker.on('error', reject);
      this.#worker.on('exit', () => reject(ended()));
      this.#worker.on('message', (told: Told) => {
        if (told.type === 'found') found(told);
        if (told.type === 'done') resolve();
      });
      this.#worker.postMessage(known);
    });
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
