import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Edit, edit } from './edit.ts';
import { isFolder, repositoryOf, textOf, written } from './files.ts';
import type { Manager, ManagerName } from './manager.ts';

export type Ci = 'github' | 'gitlab';

const COMMAND = 'plumb migration:check';

/** Which of them a repository has already. */
export function ciOf(folder: string): Ci | undefined {
  const root = repositoryOf(folder);
  if (isFolder(join(root, '.github'))) return 'github';
  return existsSync(join(root, '.gitlab-ci.yml')) ? 'gitlab' : undefined;
}

/** The file with a job that compares entities and migrations. It needs no database. */
export function ciJob(ci: Ci, folder: string, manager: Manager): Edit {
  const root = repositoryOf(folder);
  const inside = written(root, folder).replace(/^\.\/?/, '');
  return ci === 'github' ? workflow(root, inside, manager) : gitlabJob(root, inside, manager);
}

/** What comes before the packages are installed. */
const PREPARED: Record<ManagerName, readonly string[]> = {
  npm: [],
  pnpm: ['      - uses: pnpm/action-setup@v4', '        with:', '          version: latest'],
  yarn: ['      - run: corepack enable'],
  bun: ['      - uses: oven-sh/setup-bun@v2'],
};

function workflow(root: string, inside: string, manager: Manager): Edit {
  const path = join(
    root,
    '.github/workflows',
    inside === '' ? 'plumb.yml' : `plumb-${inside.replaceAll('/', '-')}.yml`,
  );
  const what = 'a job for GitHub that compares entities and migrations';
  const there = textOf(path);
  if (there !== undefined) return edit(path, there, what);
  // the lock file of a package inside is not where the action looks
  const cache = manager.name === 'bun' || inside !== '' ? [] : [`          cache: ${manager.name}`];
  const lines = [
    'name: plumb',
    'on:',
    '  pull_request:',
    '  push:',
    '    branches: [main, master]',
    'jobs:',
    '  check:',
    '    runs-on: ubuntu-latest',
    ...(inside === '' ? [] : ['    defaults:', '      run:', `        working-directory: ${inside}`]),
    '    steps:',
    '      - uses: actions/checkout@v4',
    ...(manager.isDeclared && manager.name === 'pnpm' ? PREPARED.pnpm.slice(0, 1) : PREPARED[manager.name]),
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 24',
    ...cache,
    `      - run: ${manager.frozen}`,
    `      - run: ${[...manager.exec, COMMAND].join(' ')} --format github`,
    '',
  ];
  return edit(path, lines.join('\n'), what);
}

/** A job at the end of the file, in a stage that there is. */
function gitlabJob(root: string, inside: string, manager: Manager): Edit {
  const path = join(root, '.gitlab-ci.yml');
  const what = 'a job for GitLab that compares entities and migrations';
  const text = textOf(path) ?? '';
  const job = inside === '' ? 'plumb-check' : `plumb-check-${inside.replaceAll('/', '-')}`;
  if (text.includes(`\n${job}:`) || text.startsWith(`${job}:`)) return edit(path, text, what);
  const stage = stageIn(text);
  const corepack = manager.name === 'pnpm' || manager.name === 'yarn' ? ['    - corepack enable'] : [];
  const lines = [
    ...(text.trim() === '' ? [] : ['']),
    `${job}:`,
    ...(stage === undefined ? [] : [`  stage: ${stage}`]),
    `  image: ${manager.name === 'bun' ? 'oven/bun:1' : 'node:24'}`,
    '  script:',
    ...(inside === '' ? [] : [`    - cd ${inside}`]),
    ...corepack,
    `    - ${manager.frozen}`,
    `    - ${[...manager.exec, COMMAND].join(' ')}`,
    '',
  ];
  return edit(path, text.trimEnd() + (text.trim() === '' ? '' : '\n') + lines.join('\n'), what);
}

/** A stage that tests are in; nothing where the default is one. */
function stageIn(text: string): string | undefined {
  const [, inline, block = ''] = /^stages:[ \t]*(?:\[([^\]]*)\]|\r?\n((?:[ \t]*-[^\n]*\n?)+))/m.exec(text) ?? [];
  const stages = (inline?.split(',') ?? block.split(/\n[ \t]*-|^[ \t]*-/)).map(one => one.trim()).filter(Boolean);
  if (stages.length === 0 || stages.includes('test')) return undefined;
  return stages.find(one => /test|check|lint|verify|validate|quality/i.test(one)) ?? stages[0];
}
