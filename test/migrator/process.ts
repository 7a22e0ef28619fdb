import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ended } from '../support/command.ts';
import { PROJECT } from '../support/platform.ts';

const BIN = join(PROJECT, 'node_modules/.bin');

/** A process that runs, and can be watched and ended. */
export interface Started {
  kill(signal: NodeJS.Signals): void;
  /** Waits until it has said something, on whichever stream; fails when it ends without. */
  says(words: string | RegExp): Promise<void>;
  ended: Promise<Ended>;
}

/** Starts a command with the project's own commands in PATH, and nothing of the test runner's environment. */
export function start(command: string, args: string[], env: NodeJS.ProcessEnv, cwd = PROJECT): Started {
  const { PATH, HOME, TMPDIR } = process.env;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { HOME, TMPDIR, PATH: [BIN, PATH].join(delimiter), NO_COLOR: '1', ...env },
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
