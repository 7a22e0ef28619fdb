import type { MessagePort } from 'node:worker_threads';
import type { Diagnostic } from '../report/index.ts';
import type { CatalogCache } from './catalog-cache.ts';

/** What a reader is started with. */
export interface Assignment {
  /** Where it finds the scratch database. */
  scratch: MessagePort;
  /** The working directory, in which MikroORM looks; an absolute path. */
  folder: string;
  contextName: string;
  config: string[] | undefined;
}

/** What a reading reports: what it found, and what it read the project from. */
export interface ReadingResult {
  diagnostics: Diagnostic[];
  cache: CatalogCache;
  sources: Sources;
}

/** What a reader's thread does when it is called. */
export interface Reading {
  read(cache: CatalogCache): Promise<void>;
}

/** What it calls. */
export interface Listening {
  found(result: ReadingResult): void;
}

/** Where the project is said. */
export interface Sources {
  files: string[];
  /** Folders in which every file counts, the next one too. */
  folders: string[];
}
