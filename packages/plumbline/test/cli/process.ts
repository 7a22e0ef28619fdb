import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { PLUMB } from '../support/command.ts';
import { BOOKSHOP, REPOSITORY } from '../support/repository.ts';

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command in the bookshop as a user would, with no terminal, and says how it ended. */
export function runCommand(script: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise(resolve => {
    const options = { cwd: BOOKSHOP, env: { ...process.env, NODE_ENV: '', ...env } };
    const child = execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

export const plumb = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> => runCommand(PLUMB, args, env);

export const mikroOrm = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> =>
  runCommand(join(REPOSITORY, 'node_modules/@mikro-orm/cli/cli.js'), args, env);
