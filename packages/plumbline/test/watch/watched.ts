import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PLUMB } from '../support/command.ts';
import type { CopiedProject } from '../support/copied-project.ts';

/** How long an answer is waited for, in milliseconds; none should take so long. */
const PATIENCE = 20_000;

/** What a reading told, and when. */
export interface Told {
  lines: string[];
  /** The line that ends it. */
  end: string;
  at: number;
}

/** `plumb watch` in a project, read as an editor reads it: by the lines around each reading. */
export class Watched {
  readonly process: ChildProcess;
  readonly #told: Told[] = [];
  #waiting: (() => void) | undefined;

  constructor(project: CopiedProject) {
    const { PATH, HOME } = process.env;
    this.process = spawn(process.execPath, [PLUMB, 'watch'], {
      cwd: project.folder,
      env: { PATH, HOME },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let lines: string[] = [];
    createInterface({ input: this.process.stdout as NodeJS.ReadableStream }).on('line', line => {
      if (line === 'plumb watch: reading') lines = [];
      else if (!line.startsWith('plumb watch:')) lines.push(line);
      else {
        this.#told.push({ lines, end: line, at: performance.now() });
        this.#waiting?.();
      }
    });
  }

  /** Waits until a reading tells all of something. */
  until(says: readonly string[]): Promise<Told> {
    return this.#find(says.join(' | '), ({ lines }) => says.every(text => lines.some(line => line.startsWith(text))));
  }

  /** Waits until the last reading finds nothing. */
  untilNothing(): Promise<Told> {
    return this.#find('nothing', told => told === this.#told.at(-1) && told.lines.length === 0);
  }

  async #find(what: string, isIt: (told: Told) => boolean): Promise<Told> {
    const over = performance.now() + PATIENCE;
    for (;;) {
      const found = this.#told.find(isIt);
      if (found) return found;
      if (performance.now() > over) throw new Error(`not told: ${what}, but ${JSON.stringify(this.#told)}`);
      await new Promise<void>(resolve => {
        this.#waiting = resolve;
        setTimeout(resolve, 200);
      });
    }
  }

  /** Forgets what was told. */
  forget(): void {
    this.#told.length = 0;
  }

  /** Ends it by a signal; says how it ended. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = once(this.process, 'exit');
    this.process.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }
}
