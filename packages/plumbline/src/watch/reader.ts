import { MessageChannel, Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { entryPath } from '../folder.ts';
import { Problem } from '../problem/index.ts';
import type { CatalogCache } from './catalog-cache.ts';
import { channelOf } from './channel.ts';
import type { Assignment, Listening, Reading } from './messages.ts';
import { type OpenScratch, serveScratch } from './scratch-rpc.ts';

export interface ReaderOptions {
  open: OpenScratch;
  folder: string;
  contextName: string;
  config: string[] | undefined;
}

/** A thread that reads the project as it is when it is sent to, once. */
export class Reader {
  readonly #worker: Worker;
  readonly #ended: Promise<never>;
  readonly #drained: () => Promise<void>;

  constructor({ open, folder, contextName, config }: ReaderOptions) {
    const { port1, port2 } = new MessageChannel();
    const assignment: Assignment = { scratch: port2, folder, contextName, config };
    // what the project prints while it is loaded is about its own start, which this is not
    this.#worker = new Worker(entryPath('watch/thread'), {
      workerData: assignment,
      transferList: [port2],
      stdout: true,
      stderr: true,
    });
    this.#ended = new Promise((_, reject) => this.#worker.once('error', reject).once('exit', () => reject(ended())));
    // whoever reads hears of it
    this.#ended.catch(() => {});
    this.#drained = serveScratch(port1, open);
  }

  /** Reads the project, and reports what was found as soon as it is. */
  read(cache: CatalogCache, found: Listening['found']): Promise<void> {
    const reading = createBirpc<Reading, Listening>({ found }, channelOf(this.#worker));
    return Promise.race([reading.read(cache), this.#ended]);
  }

  /** Ends the thread, whatever it is doing, and waits until the scratch database is at rest. */
  async end(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
    await this.#drained();
  }
}

const ended = (): Problem =>
  new Problem('PL351', {
    what: 'a file of the project ends the process while it is loaded',
    fix: 'take process.exit() out of what the configuration imports',
  });
