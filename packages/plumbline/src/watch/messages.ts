import type { MessagePort } from 'node:worker_threads';
import type { Diagnostic } from '../report/index.ts';
import type { Known } from './made.ts';

/** What a reader is started with. */
export interface Assignment {
  /** Where it finds the scratch database. */
  scratch: MessagePort;
  contextName: string;
  config: string[] | undefined;
}

/** What a reader tells. */
export type Told =
  /** Everything but the project's own files is loaded: it can be sent to read. */
  | { type: 'ready' }
  /** What it found, and what it read the project from. */
  | { type: 'found'; diagnostics: Diagnostic[]; known: Known; sources: Sources }
  | { type: 'done' };

/** Where the project is said. */
export interface Sources {
  files: string[];
  /** Folders in which every file counts, the next one too. */
  folders: string[];
}
