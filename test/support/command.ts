import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { PROJECT } from './platform.ts';

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  seconds: number;
}

const BIN = join(PROJECT, 'node_modules/.bin');

/**
 * Runs a command in the project's root, or in a copy of it, as a person does there: with the environment's PATH behind the project's own
 * commands, and nothing of the test runner's environment.
 *
 * @param onError hears standard error while the command runs
 */
export async function run(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
  onError: (text: string) => void = () => {},
  cwd = PROJECT,
): Promise<Ended> {
  const { PATH, HOME, TMPDIR } = process.env;
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { HOME, TMPDIR, PATH: [BIN, PATH].join(delimiter), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', text => {
      texts[stream] += text;
    });
  }
  child.stderr.on('data', onError);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, ...texts, seconds: (performance.now() - started) / 1000 };
}

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
