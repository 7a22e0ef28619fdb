import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BOOKSHOP, REPOSITORY } from './repository.ts';

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
}

/** Where Node keeps what it compiled of the modules that every command loads. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'node-compile-cache');

const BIN = join(REPOSITORY, 'node_modules/.bin');
/** The command, for where PATH does not lead to it. */
export const PLUMB = join(REPOSITORY, 'packages/plumbline/bin/plumb.js');

/** A process that runs, and can be watched and ended. */
export interface Started {
  kill(signal: NodeJS.Signals): void;
  /** Waits until it has said something, on whichever stream; fails when it ends without. */
  says(words: string | RegExp): Promise<void>;
  ended: Promise<Ended>;
}

/**
 * Starts a command in the bookshop, or in another project, as a person does there: with the environment's PATH behind
 * the commands that are installed, and nothing of the test runner's environment.
 */
export function start(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = BOOKSHOP): Started {
  const { PATH, HOME, TMPDIR } = process.env;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { HOME, TMPDIR, NODE_COMPILE_CACHE, PATH: [BIN, PATH].join(delimiter), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', text => {
      said[stream] += text;
    });
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) =>
    child.on('error', reject).on('close', code => {
      over = true;
      resolve({ code, ...said, seconds: (performance.now() - started) / 1000 });
    }),
  );
  return {
    kill: signal => void child.kill(signal),
    async says(words) {
      const all = (): string => said.stderr + said.stdout;
      while (!(typeof words === 'string' ? all().includes(words) : words.test(all()))) {
        if (over) throw new Error(`ended without saying ${words}: ${all()}`);
        await sleep(5);
      }
    },
    ended,
  };
}

/** Runs a command to its end. */
export const run = (...command: Parameters<typeof start>): Promise<Ended> => start(...command).ended;

/** The stock command, as npx finds it. */
export const mikroOrm = (...[args, ...rest]: Tail<Parameters<typeof run>>): Promise<Ended> =>
  run('mikro-orm', args, ...rest);

type Tail<T> = T extends [unknown, ...infer Rest] ? Rest : never;

/** What a command said on standard error, without the lines that only tell how far it is. */
export const withoutProgress = (stderr: string): string =>
  stderr
    .split('\n')
    .filter(line => !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z /.test(line))
    .join('\n');
