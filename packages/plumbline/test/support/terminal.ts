import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { REPOSITORY } from './repository.ts';

/** What a person does at a terminal: waits for words, and then presses keys. */
export interface Turn {
  sees: string | RegExp;
  presses: string;
}

export const ENTER = '\r';
export const DOWN = '\u001b[B';
export const CTRL_C = '\u0003';

/** Gives a command a terminal of its own, and passes on what comes in and goes out. */
const TERMINAL = `
import os, pty, sys
wide = ['sh', '-c', 'stty cols 200 rows 50; exec "$@"', 'sh']
sys.exit(os.waitstatus_to_exitcode(pty.spawn(wide + sys.argv[1:])))`;

/** How long somebody waits for the words that come next, in milliseconds. */
const PATIENCE = 50_000;

/** Runs a command on a real terminal with somebody in front of it; what the screen showed, and how the command ended. */
export async function atTerminal(
  command: string[],
  turns: readonly Turn[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<{ code: number | null; screen: string }> {
  const { PATH, HOME } = process.env;
  const path = [join(REPOSITORY, 'node_modules/.bin'), PATH].join(delimiter);
  const child = spawn('python3', ['-c', TERMINAL, ...command], {
    cwd,
    env: { HOME, PATH: path, TERM: 'xterm', ...env },
    stdio: 'pipe',
  });
  let screen = '';
  let seen = 0;
  const left = [...turns];
  const look = (): void => {
    const [next] = left;
    const fresh = screen.slice(seen);
    const at = next === undefined ? -1 : fresh.search(next.sees);
    if (!next || at === -1) return;
    seen = screen.length;
    left.shift();
    child.stdin.write(next.presses);
  };
  child.stdout.setEncoding('utf8').on('data', text => {
    screen += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    screen += text;
  });
  const timer = setTimeout(() => child.kill(), PATIENCE);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearTimeout(timer);
  if (left.length > 0) throw new Error(`never saw ${left[0]?.sees}:\n${screen}`);
  return { code, screen };
}
