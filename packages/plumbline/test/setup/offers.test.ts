import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { atTerminal, CTRL_C, ENTER } from '../support/terminal.ts';
import { COMMONJS, type Files, manifest, StrangersProject } from './project.ts';

const PROJECT: Files = { 'package.json': manifest(), 'mikro-orm.config.js': COMMONJS };

const TASKS = `// what we run
{
    "version": "2.0.0",
    "tasks": [
        // by hand
        { "label": "build", "type": "npm", "script": "build" },
        { "label": "plumb: up", "type": "shell", "command": "our own" } // stays
    ]
}
`;

describe('VS Code', () => {
  test('gets tasks and launch configurations beside those that are there, with their comments', async () => {
    const project = await StrangersProject.create({ ...PROJECT, '.vscode/tasks.json': TASKS });
    const ended = await project.plumb('init --yes');
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    const text = await project.read('.vscode/tasks.json');
    for (const line of [
      '// what we run',
      '        // by hand',
      '{ "label": "build", "type": "npm", "script": "build" },',
    ])
      expect(text).toContain(line);
    expect(text).toContain('"command": "our own" }');
    expect(text).toContain('// stays');
    const { tasks, inputs } = parse(text);
    expect(tasks.map(({ label }: { label: string }) => label)).toEqual([
      ...['build', 'plumb: up', 'plumb: watch', 'plumb: create', 'plumb: check', 'plumb: status', 'plumb: verify'],
    ]);
    expect(inputs).toHaveLength(1);
    const { configurations } = parse(await project.read('.vscode/launch.json'));
    expect(configurations).toHaveLength(3);
    const first = await project.everything();
    expect((await project.plumb('init --yes')).stdout).toContain('nothing was changed');
    expect(await project.everything()).toEqual(first);
  });

  test.each<[lock: string, command: string, program: string]>([
    ['package-lock.json', 'npx plumb status', 'npx'],
    ['pnpm-lock.yaml', 'pnpm exec plumb status', 'pnpm'],
    ['yarn.lock', 'yarn plumb status', 'yarn'],
  ])('with %s runs %s', async (lock, command, program) => {
    const project = await StrangersProject.create({ ...PROJECT, [lock]: '' });
    await project.plumb('init --yes');
    const { tasks } = parse(await project.read('.vscode/tasks.json'));
    expect(tasks.map((one: { command: string }) => one.command)).toContain(command);
    const { configurations } = parse(await project.read('.vscode/launch.json'));
    expect(configurations[0]).toMatchObject({ runtimeExecutable: program });
  });

  test('in a package of a repository they are the repository’s, and run in the package', async () => {
    const project = await StrangersProject.create({ '.vscode/settings.json': {} });
    await mkdir(join(project.folder, '.git'));
    for (const [path, content] of Object.entries(PROJECT)) await project.write(`packages/api/${path}`, content);
    const ended = await project.plumb('init --yes', {}, 'packages/api');
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    const { tasks } = parse(await project.read('.vscode/tasks.json'));
    expect(tasks[0]).toMatchObject({
      label: 'plumb: watch (packages/api)',
      options: { cwd: `\${workspaceFolder}/packages/api` },
    });
  });

  test('a file of it that is no JSON is named, and nothing is written', async () => {
    const project = await StrangersProject.create({ ...PROJECT, '.vscode/launch.json': '{ "configurations": [ }' });
    const before = await project.everything();
    const ended = await project.plumb('init --yes');
    expect(ended).toMatchObject({ code: 60, stderr: expect.stringContaining('.vscode/launch.json:1:') });
    expect(await project.everything()).toEqual(before);
  });
});

describe('a job that compares entities and migrations', () => {
  test.each<[lock: string, lines: string[]]>([
    ['package-lock.json', ['      - run: npm ci', '      - run: npx plumb migration:check --format github']],
    ['pnpm-lock.yaml', ['pnpm/action-setup', '      - run: pnpm install --frozen-lockfile', 'pnpm exec plumb']],
    ['yarn.lock', ['corepack enable', 'yarn install --frozen-lockfile', 'yarn plumb migration:check']],
  ])('is written for GitHub where there is a .github, with %s', async (lock, lines) => {
    const project = await StrangersProject.create({ ...PROJECT, [lock]: '', '.github/CODEOWNERS': '' });
    await project.plumb('init --yes');
    const text = await project.read('.github/workflows/plumb.yml');
    for (const line of lines) expect(text).toContain(line);
  });

  test.each<[what: string, before: string, lines: string]>([
    ['in a stage that tests are in', 'stages: [build, lint, deploy]\n', '  stage: lint\n'],
    ['in the default stage', 'build:\n  script: make\n', 'plumb-check:\n  image: node:24\n'],
    ['in the first stage of a list', 'stages:\n  - one\n  - two\n', '  stage: one\n'],
  ])('is put behind what GitLab has: %s', async (_, before, lines) => {
    const project = await StrangersProject.create({ ...PROJECT, '.gitlab-ci.yml': before });
    await project.plumb('init --yes');
    const text = await project.read('.gitlab-ci.yml');
    expect(text.startsWith(before)).toBe(true);
    expect(text).toContain(lines);
    await project.plumb('init --yes');
    expect(await project.read('.gitlab-ci.yml')).toBe(text);
  });

  test('is written where it is asked for, and nowhere else', async () => {
    for (const [flags, isThere] of [
      ['', false],
      ['--ci none', false],
      ['--ci github', true],
    ] as const) {
      const project = await StrangersProject.create(PROJECT);
      await project.plumb(`init --yes ${flags}`.trim());
      expect([flags, '.github/workflows/plumb.yml' in (await project.everything())]).toEqual([flags, isThere]);
    }
  });
});

describe('at a terminal', () => {
  const ask = async (turns: Parameters<typeof atTerminal>[1]) => {
    const project = await StrangersProject.create(PROJECT);
    const ended = await atTerminal(['plumb', 'init'], turns, { cwd: project.folder, env: {} });
    return { ...ended, files: Object.keys(await project.everything()) };
  };

  test('each offer is asked about, and the writing', async () => {
    const { code, files, screen } = await ask([
      { sees: 'for VS Code', presses: `n${ENTER}` },
      { sees: /Write plumb.config.js, package.json\?/, presses: ENTER },
    ]);
    expect(code, screen).toBe(0);
    expect(files).toEqual(['mikro-orm.config.js', 'package.json', 'plumb.config.js']);
  });

  test.each<[string, string, number]>([
    ['a no', `n${ENTER}`, 1],
    ['Ctrl-C', CTRL_C, 130],
  ])('%s writes nothing', async (_, presses, expected) => {
    const { code, files, screen } = await ask([
      { sees: 'for VS Code', presses: ENTER },
      { sees: /Write plumb.config.js, .*launch.json\?/, presses },
    ]);
    expect(code, screen).toBe(expected);
    expect(files).toEqual(['mikro-orm.config.js', 'package.json']);
  });
});
