import { EventEmitter, once } from 'node:events';
import { unreadable } from '../locations/index.ts';
import { type Say, silent } from '../problem/index.ts';
import { type Diagnostic, diagnosticOf } from '../report/index.ts';
import type { CatalogCache } from './catalog-cache.ts';
import { Reader } from './reader.ts';
import { ReusableScratch } from './reusable-scratch.ts';
import { WatchedSources } from './sources.ts';

/** What `watch` is told: where the project is, and who hears of what is found. */
export interface WatchOptions {
  /** Where the project is: the working directory, in which MikroORM looks. An absolute path. */
  folder: string;
  /** Configuration files to look for, and which of the configurations in it, as the commands of MikroORM take them. */
  config: string[] | undefined;
  contextName: string;
  /** Whether one reading is enough. */
  once: boolean;
  /** Hears what is no finding: warnings, and what is waited for. */
  say?: Say;
  /** Ends it. */
  signal: AbortSignal;
  /** Hears that a reading begins. */
  begins(): void;
  /** Hears what a reading found: first what differs, and then, where it is more, what stands in the way too. */
  found(found: Found): void;
}

/** What one reading found. */
export interface Found {
  diagnostics: Diagnostic[];
  /** Since the file was saved, or the watch began. */
  seconds: number;
  /** Whether this adds to what the same reading reported before. */
  more: boolean;
}

/**
 * Reports what the entities say beyond the migrations, whenever a file that the project is read from is saved. A
 * shadow stays open for it, so that an answer takes about a second. A save during a reading starts a new one.
 *
 * @example
 * await watch({
 *   config: undefined,
 *   folder: process.cwd(),
 *   contextName: 'default',
 *   once: true,
 *   signal: AbortSignal.timeout(60_000),
 *   begins: () => {},
 *   found: ({ diagnostics }) => console.log(diagnostics.length),
 * });
 */
export async function watch({
  folder,
  config,
  contextName,
  once: isOnce,
  signal,
  say = silent,
  begins,
  found,
}: WatchOptions): Promise<void> {
  const changes = new EventEmitter<{ change: [] }>();
  const scratch = new ReusableScratch(say);
  const start = (): Reader => new Reader({ open: where => scratch.open(where), folder, contextName, config });
  let saved = performance.now();
  const sources = new WatchedSources(at => {
    saved = at;
    changes.emit('change');
  });
  let cache: CatalogCache = {};
  let reader = start();
  try {
    while (!signal.aborted) {
      const change = once(changes, 'change', { signal }).catch(() => {});
      const [since, readAt] = [saved, Date.now()];
      let more = false;
      const show = (diagnostics: Diagnostic[]): void => {
        found({ diagnostics, seconds: (performance.now() - since) / 1000, more });
        more = true;
      };
      begins();
      const reading = reader
        .read(cache, result => {
          cache = result.cache;
          sources.add(result.sources, readAt);
          show(result.diagnostics);
        })
        .catch((error: Error) => show([diagnosticOf(unreadable(error))]));
      await Promise.race([reading, change]);
      if (isOnce) return;
      await reader.end();
      reader = start();
      await scratch.clear();
      await change;
    }
  } finally {
    sources.close();
    await reader.end();
    await scratch.close();
  }
}
