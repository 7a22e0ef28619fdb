import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { entryPath, FOLDER } from '../folder.ts';
import type { Probed, ProbeRequest } from './probed.ts';

/** Takes MikroORM from the project where this package is not installed in it. */
const FROM_PROJECT = pathToFileURL(join(FOLDER, '../bin/from-project.js')).href;

/** How long a configuration and its database may take, in milliseconds. */
const PATIENCE = 20_000;

/**
 * Loads a project's configuration in a process of its own, and says what it found. What the configuration prints is not
 * shown, and whatever it does to its process, this one goes on.
 */
export function probe(request: ProbeRequest): Promise<Probed> {
  return new Promise(resolve => {
    const child = fork(entryPath('setup/probe'), [JSON.stringify(request)], {
      cwd: request.folder,
      execArgv: ['--import', FROM_PROJECT],
      silent: true,
    });
    // nobody reads it, and a full pipe would hold the child up
    child.stdout?.resume();
    child.stderr?.resume();
    const ended = (probed: Probed): void => {
      clearTimeout(timer);
      resolve(probed);
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => ended(unloadable('it was not loaded within 20 seconds')), PATIENCE);
    child.once('message', message => ended(message as Probed));
    child.once('error', error => ended(unloadable(error.message)));
    child.once('exit', code => ended(unloadable(`it ended the process that loaded it, with exit code ${code}`)));
  });
}

const unloadable = (why: string): Probed => ({
  unloadable: {
    code: 'PL351',
    what: 'the configuration cannot be loaded',
    why,
    fix: 'take process.exit() out of what it imports, and let it wait for nothing',
  },
});
