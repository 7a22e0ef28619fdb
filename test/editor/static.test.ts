import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it, test } from 'vitest';
import { PROJECT } from '../support/platform.ts';
import { type Input, type Launch, launchFile, readJsonc, type Task, tasksFile } from './files.ts';

const makefile = readFileSync(join(PROJECT, 'Makefile'), 'utf8');
const targets = [...makefile.matchAll(/^([a-z-]+):/gm)].map(([, name]) => String(name));
const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** What a target does, with the variables in it written out. */
function recipeOf(target: string): string {
  const [, after = ''] = makefile.split(new RegExp(`^${target}:`, 'm'));
  const [recipe = ''] = after.split('\n\n');
  return recipe.replaceAll(
    /\$\(([A-Z_]+)\)/g,
    (_, name) => new RegExp(`^${name} :?= (.*)$`, 'm').exec(makefile)?.[1] ?? '',
  );
}

test.each(readdirSync(join(PROJECT, '.vscode')))('.vscode/%s is JSON with comments', file => {
  expect(readJsonc(`.vscode/${file}`)).toBeTypeOf('object');
});

/** The inputs that a text asks for: `${input:change}`. */
const inputsIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/\$\{input:([^}]+)\}/g)].map(([, id]) => String(id));

const VARIABLES = ['workspaceFolder', 'file', 'relativeFile'];
const variablesIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/\$\{([a-zA-Z]+)\}/g)].map(([, name]) => String(name));

describe('tasks', () => {
  const { tasks, inputs } = tasksFile();

  test.each(tasks.map(task => [task.label, task] as const))('%s is a target of the Makefile', (_, task: Task) => {
    expect(task).toMatchObject({ type: 'process', command: 'make' });
    const [target = '', ...variables] = task.args;
    expect(targets).toContain(target);
    for (const variable of variables) expect(variable).toMatch(/^[a-z]+=/);
    const recipe = recipeOf(target);
    for (const [variable] of variables.map(one => one.split('=')))
      expect([`$(${variable})`, `$$${variable}`].some(use => recipe.includes(use))).toBe(true);
  });

  it('asks only what is defined, and defines only what is asked', () => {
    expect([...new Set(inputsIn(tasks))].sort()).toEqual(inputs.map(({ id }) => id).sort());
  });

  it('uses variables that the editor knows', () => {
    for (const name of variablesIn(tasks)) expect(VARIABLES).toContain(name);
  });

  it('has everything that a day needs', () => {
    expect(tasks.map(({ label }) => label)).toEqual(
      expect.arrayContaining([
        ...[
          'create',
          'create blank',
          'up',
          'up one',
          'down one',
          'status',
          'plan',
          'verify',
          'drift',
          'seed',
          'reset',
          'watch',
        ].map(name => `plumb: ${name}`),
        'test',
        'compose: up',
        'compose: down',
      ]),
    );
    expect(new Set(tasks.map(({ label }) => label)).size).toBe(tasks.length);
  });

  it('builds by watching, and tests by testing', () => {
    const defaults = tasks.flatMap(({ label, group }) =>
      typeof group === 'object' && group.isDefault ? [[group.kind, label]] : [],
    );
    expect(defaults.sort()).toEqual([
      ['build', 'plumb: watch'],
      ['test', 'test'],
    ]);
  });

  it('has a background pattern exactly where a task goes on', () => {
    for (const { label, isBackground = false, problemMatcher } of tasks)
      expect([label, 'background' in problemMatcher]).toEqual([label, isBackground]);
  });

  it('takes a step back only after a yes', () => {
    const down = tasks.find(({ label }) => label === 'plumb: down one');
    const sure = inputs.find(({ id }) => id === 'sure') as Input;
    expect(inputsIn(down)).toEqual(['sure']);
    expect(sure.default).toBe('no');
    expect(sure.options?.map(({ value }) => value)).toEqual(['no', 'yes']);
  });
});

const OUT_FILES = [`\${workspaceFolder}/packages/plumbline/dist/**/*.js`];

describe('launch configurations', () => {
  const { configurations, inputs } = launchFile();
  const { tasks } = tasksFile();

  test.each(configurations.map(one => [one.name, one] as const))('%s names what is there', (_, config: Launch) => {
    // the package is built with source maps; everything else runs as it is written
    expect(config).toMatchObject({ type: 'node', outFiles: OUT_FILES });
    // with a program that ends in .ts, the debugger runs compiled output that it finds, however old
    expect(config.program).toBeUndefined();
    expect(config.skipFiles).toEqual(['<node_internals>/**', '**/node_modules/**']);
    if (config.preLaunchTask) expect(tasks.map(({ label }) => label)).toContain(config.preLaunchTask);
    if (config.request === 'attach') return;
    const there = (path: string): boolean =>
      existsSync(path.replace(/^\$\{workspaceFolder\}/, PROJECT.replace(/\/$/, '')));
    expect(there(config.runtimeExecutable as string)).toBe(true);
    expect(existsSync(join(PROJECT, config.args?.[0] as string))).toBe(true);
  });

  it('asks only what is defined, and uses variables that the editor knows', () => {
    expect([...new Set(inputsIn(configurations))]).toEqual(inputs.map(({ id }) => id));
    for (const name of variablesIn(configurations)) expect(VARIABLES).toContain(name);
  });
});

test('settings name files that are there', () => {
  const settings = readJsonc<{ 'json.schemas': { fileMatch: string[]; url: string }[] }>('.vscode/settings.json');
  for (const { url } of settings['json.schemas']) expect(existsSync(join(PROJECT, url))).toBe(true);
});

test('extensions are named as the marketplace does, and none is both wanted and not', () => {
  const { recommendations, unwantedRecommendations } = readJsonc<Record<string, string[]>>('.vscode/extensions.json');
  for (const id of [...(recommendations ?? []), ...(unwantedRecommendations ?? [])])
    expect(id).toMatch(/^[a-z\d-]+\.[a-z\d-]+$/);
  expect(recommendations?.filter(id => unwantedRecommendations?.includes(id))).toEqual([]);
});

test('the devcontainer starts a service that its compose file has, beside pgvector', () => {
  const { dockerComposeFile, service, postCreateCommand } = readJsonc<Record<string, string>>(
    '.devcontainer/devcontainer.json',
  );
  const compose = readFileSync(join(PROJECT, '.devcontainer', String(dockerComposeFile)), 'utf8');
  expect(compose).toMatch(new RegExp(`^ {2}${service}:$`, 'm'));
  expect(compose).toContain('image: pgvector/pgvector:');
  expect(postCreateCommand).toMatch(/^npm ci\b/);
  expect(scripts).toHaveProperty(['prepare']);
});

interface Snippet {
  prefix: string;
  scope: string;
  body: string[];
}

/** A snippet as it stands when a person goes through it with the tab key and changes nothing. */
const expanded = ({ body }: Snippet): string =>
  body
    .join('\n')
    .replaceAll(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1')
    .replaceAll(/\$\{TM_FILENAME_BASE\}/g, 'Migration20990101000000_by_hand')
    .replaceAll(/\$\{\d+:((?:[^{}]|\{[^}]*\})*)\}/g, '$1');

describe('snippets', () => {
  const snippets = Object.entries(readJsonc<Record<string, Snippet>>('.vscode/plumbline.code-snippets'));

  test.each(snippets)('%s is TypeScript', (_, snippet) => {
    const text = expanded(snippet);
    const inPlace = [text, `const a = { ${text} };`, `const a = [${text}];`, `class A { ${text} }`];
    expect(text).not.toContain('$');
    expect(inPlace.some(one => parseSync('a.ts', one).errors.length === 0)).toBe(true);
  });

  it('has a prefix of its own each', () => {
    const prefixes = snippets.map(([, { prefix }]) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });
});
