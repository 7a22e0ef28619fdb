import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changes, type Edit, edit } from './edit.ts';
import { foldersUpward, textOf, written } from './files.ts';
import { editJson, parseJsonc } from './json-edit.ts';
import type { Manager } from './manager.ts';

interface Named {
  label?: string;
  name?: string;
  id?: string;
  [more: string]: unknown;
}

/** Variables of VS Code. */
const WORKSPACE = `\${workspaceFolder}`;
const CHANGE_VARIABLE = `\${input:plumb-change}`;

/** A finding as commands print it for compilers' readers, and a failure with its place. */
const PATTERN = {
  regexp: '^(.+?):(\\d+):(\\d+): (error|warning|note) (PL\\d{3}) (.*)$',
  file: 1,
  line: 2,
  column: 3,
  severity: 4,
  code: 5,
  message: 6,
};

const CHANGE = {
  id: 'plumb-change',
  type: 'promptString',
  description: 'What changes, in a few words with underscores: add_tags',
  default: 'change',
};

/** Tasks and launch configurations of this project, beside those that are there; comments stay. */
export async function editorFiles(folder: string, manager: Manager): Promise<Edit[]> {
  const root = foldersUpward(folder).find(at => existsSync(join(at, '.vscode'))) ?? folder;
  const inside = written(root, folder).replace(/^\.\/?/, '');
  const cwd = inside === '' ? WORKSPACE : `${WORKSPACE}/${inside}`;
  const label = inside === '' ? '' : ` (${inside})`;
  const files = [
    await merged(join(root, '.vscode/tasks.json'), {
      version: '2.0.0',
      tasks: tasks(manager, cwd, label),
      inputs: [CHANGE],
    }),
    await merged(join(root, '.vscode/launch.json'), {
      version: '0.2.0',
      configurations: launches(manager, cwd, label),
      inputs: [CHANGE],
    }),
  ];
  return files.filter(one => one.before !== undefined || changes(one));
}

/** The file with what is not in it yet, by its name. */
async function merged(path: string, wanted: Record<string, string | readonly Named[]>): Promise<Edit> {
  const what = path.endsWith('tasks.json') ? 'tasks for VS Code' : 'launch configurations for VS Code';
  const text = textOf(path);
  if (text === undefined) return edit(path, `${JSON.stringify(wanted, null, 2)}\n`, what);
  const there = ((await parseJsonc(path, text)) ?? {}) as Record<string, Named[] | undefined>;
  const missing = Object.entries(wanted).flatMap(([key, value]) => {
    if (typeof value === 'string') return [];
    const names = new Set(there[key]?.map(nameOf));
    return value.filter(one => !names.has(nameOf(one))).map(one => ({ path: [key], value: one, at: 'end' as const }));
  });
  return edit(path, await editJson(text.trim() === '' ? '{}\n' : text, missing), what);
}

const nameOf = ({ label, name, id }: Named): string | undefined => label ?? name ?? id;

function tasks({ exec }: Manager, cwd: string, label: string): Named[] {
  const task = (name: string, detail: string, line: string, more: object = {}): Named => ({
    label: `plumb: ${name}${label}`,
    detail,
    type: 'shell',
    command: [...exec, 'plumb', line].join(' '),
    options: { cwd },
    presentation: { panel: 'shared', clear: true, showReuseMessage: false },
    problemMatcher: { owner: 'plumb', source: 'plumb', fileLocation: ['autoDetect', cwd], pattern: [PATTERN] },
    ...more,
  });
  return [
    task('watch', 'Mark in the entities what no migration does yet, at each save', 'watch', {
      isBackground: true,
      presentation: { panel: 'dedicated', clear: true, showReuseMessage: false, reveal: 'never' },
      problemMatcher: {
        owner: 'plumb-watch',
        source: 'plumb',
        fileLocation: ['autoDetect', cwd],
        pattern: [PATTERN],
        background: {
          activeOnStart: true,
          beginsPattern: '^plumb watch: reading$',
          endsPattern: '^plumb watch: (?:nothing to do|[\\d,]+ findings?), [\\d.]+ s$',
        },
      },
    }),
    task(
      'create',
      'Write the migration for a change of the entities, and prove it',
      `migration:create --name='${CHANGE_VARIABLE}'`,
    ),
    task('check', 'Say whether entities and migrations agree', 'migration:check'),
    task('up', 'Run the migrations that wait', 'migration:up'),
    task('status', 'Show where the database stands', 'status'),
    task('verify', 'Replay every migration up, down and up again', 'verify --format gcc'),
  ];
}

function launches({ exec: [first = '', ...rest] }: Manager, cwd: string, label: string): Named[] {
  const launch = (name: string, ...args: string[]): Named => ({
    name: `plumb: ${name}${label}`,
    type: 'node',
    request: 'launch',
    runtimeExecutable: first,
    runtimeArgs: [...rest, 'plumb', ...args],
    cwd,
    console: 'integratedTerminal',
    skipFiles: ['<node_internals>/**', '**/node_modules/**'],
  });
  return [
    launch('migration:up', 'migration:up'),
    launch('migration:down', 'migration:down'),
    launch('migration:create', 'migration:create', '--name', CHANGE_VARIABLE),
  ];
}
