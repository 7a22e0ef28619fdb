import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PROBLEMS } from 'mikro-orm-plumbline';
import { run } from '../../packages/plumbline/test/support/command.ts';
import { Editor, type Page } from './editor.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const SHARED = resolve(PROJECT, '../shared');
/** Where the machine's editor keeps its own files. */
const HOME = process.env.VSCODE_LAB_DIR ?? '/var/tmp/vscode-lab';
const PORT = 18_090;
const PACKAGE = 'mikro-orm-plumbline';

/** What of the project an editor is opened on; of the tests a few, as running them all is not what is tried. */
const PARTS = [
  'src',
  'scripts',
  'docs/json',
  '.vscode',
  'Makefile',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  ...[
    'package.json',
    'tsconfig.json',
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'scripts',
    'src',
    'test/bookshop',
    'test/support',
    'test/types',
    'test/tsconfig.json',
  ].map(part => `packages/plumbline/${part}`),
  'vitest.config.ts',
  'mikro-orm.config.ts',
  'mikro-orm.config.js',
  'test/support',
  // what the image is built of
  'Dockerfile',
  'docker-compose.yaml',
  '.dockerignore',
];

export interface Lab {
  editor: Editor;
  /** The copy that is open. */
  folder: string;
  /** Takes a picture for the documentation, where pictures are wanted. */
  image(name: string): Promise<void>;
  /** Whether two states differ, asked outside the editor. */
  differs(from: string, to: string): Promise<boolean>;
  /** The names of the containers' services that run. */
  services(): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a copy of the project in a VS Code of its own.
 *
 * @param images a folder for pictures; none are taken without
 */
export async function openLab(images?: string): Promise<Lab> {
  const folder = join(mkdtempSync(join(tmpdir(), 'plumbline-editor-')), 'plumbline');
  mkdirSync(folder);
  for (const part of PARTS) cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  linkPackages(folder);
  // older than what is installed: nothing is installed again
  utimesSync(join(folder, 'package-lock.json'), 0, 0);
  // containers, network and volume that nobody else has
  const project = `plumbline-editor-${process.pid}`;
  const env = { ...process.env, VSCODE_LAB_DIR: HOME, COMPOSE_PROJECT_NAME: project };
  const compose = (...args: string[]): string =>
    execFileSync('docker', ['compose', '--project-name', project, ...args], { cwd: folder, encoding: 'utf8' });
  delete (env as NodeJS.ProcessEnv).SA01_DB_DSN;
  // a person's editor: what the copy leaves out is named there as not run
  delete (env as NodeJS.ProcessEnv).CI;
  execFileSync('bash', [join(SHARED, 'vscode-lab.sh'), folder, String(PORT)], { env, stdio: 'inherit' });
  // the next one to start an editor here ends this one, and writes its own there
  const server = Number(readFileSync(join(HOME, 'pid'), 'utf8'));
  setUser({
    // text in the page, to be read
    'terminal.integrated.gpuAcceleration': 'off',
    'terminal.integrated.suggest.enabled': false,
    'terminal.integrated.enablePersistentSessions': false,
    // a shell of its own would come to the front before the task that was begun
    'terminal.integrated.hideOnStartup': 'always',
    'task.verboseLogging': false,
    'editor.minimap.enabled': false,
    'remote.autoForwardPorts': false,
    'debug.toolBarLocation': 'docked',
  });
  const { openCode } = (await import(join(SHARED, 'vscode-lab.mjs'))) as {
    openCode(url: string, size: object): Promise<{ page: Page; close(): Promise<void> }>;
  };
  const code = await openCode(`http://127.0.0.1:${PORT}/?folder=${folder}`, { width: 1120, height: 720 });
  const editor = new Editor(code.page);
  return {
    editor,
    folder,
    async image(name) {
      if (images !== undefined) await editor.screenshot(join(PROJECT, images, `${name}.png`));
    },
    async differs(from, to) {
      const command = join(folder, 'node_modules', PACKAGE, 'bin/plumb.js');
      const { code: ended } = await run(command, ['diff', from, to], {}, folder);
      if (ended !== 0 && ended !== PROBLEMS.PL511.exit) throw new Error(`diff ended with ${ended}`);
      return ended !== 0;
    },
    async services() {
      try {
        return compose('ps', '--services', '--status', 'running').split('\n').filter(Boolean).sort().join(' ');
      } catch (error) {
        // one that was listed and is gone before it is looked at: whoever waits asks again
        if (/No such container/.test(String((error as Error).message))) return 'one that goes';
        throw error;
      }
    },
    async close() {
      await code.close();
      // where there is no Docker there is nothing to remove
      spawnSync(
        'docker',
        ['compose', '--project-name', project, 'down', '--volumes', '--remove-orphans', '--timeout', '2'],
        {
          cwd: folder,
        },
      );
      process.kill(server);
      rmSync(resolve(folder, '..'), { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Links what is installed into a copy of the project, where the package is the copy's own: its sources may be edited. */
function linkPackages(folder: string): void {
  const [installed, own] = [join(PROJECT, 'node_modules'), join(folder, 'node_modules')];
  mkdirSync(own);
  for (const name of readdirSync(installed))
    if (name !== '.bin' && name !== PACKAGE) symlinkSync(join(installed, name), join(own, name));
  symlinkSync('../packages/plumbline', join(own, PACKAGE));
  // links to the packages beside them
  cpSync(join(installed, '.bin'), join(own, '.bin'), { recursive: true, verbatimSymlinks: true });
}

function setUser(settings: object): void {
  const path = join(HOME, 'user/User/settings.json');
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {};
  writeFileSync(path, JSON.stringify({ ...before, ...settings }));
}
