import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documented, problemsPage } from '../../scripts/problems-table.ts';
import { commands } from '../../src/cli/commands/index.ts';
import * as toolkit from '../../src/index.ts';
import { REPOSITORY } from '../support/repository.ts';

const readme = readFileSync(`${REPOSITORY}/README.md`, 'utf8');
const makefile = readFileSync(`${REPOSITORY}/Makefile`, 'utf8');
const targets = [...makefile.matchAll(/^([a-z-]+):/gm)].map(([, name]) => String(name));

test('the README has the exit codes as they are (npm run docs writes them)', () => {
  expect(readme).toBe(documented());
});

test('docs/problems.md has every code, with what to do (npm run docs writes it)', () => {
  expect(readFileSync(`${REPOSITORY}/docs/problems.md`, 'utf8')).toBe(problemsPage());
});

test('every command but the one that never ends is a function of the package', () => {
  const names = commands.map(({ command }) => String(command).split(' ')[0] as string);
  const functions = names.map(name => (name === 'migration:create' ? 'createMigration' : name));
  for (const name of functions.filter(name => name !== 'watch'))
    expect(toolkit).toHaveProperty(name, expect.any(Function));
});

describe('the Makefile', () => {
  test('has what the README names', () => {
    const named = [...readme.matchAll(/\bmake ([a-z][a-z-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(targets).toEqual(expect.arrayContaining(named.filter(name => name !== 'and')));
  });

  test('lists every target in its help', () => {
    const help = execFileSync('make', ['help'], { cwd: REPOSITORY, encoding: 'utf8' });
    for (const target of targets) expect(help).toMatch(new RegExp(`^ +make ${target} +\\p{Lu}`, 'mu'));
  });

  test.each(targets.filter(name => /^(?:db|docker)-/.test(name)))('%s runs commands that exist', target => {
    const recipe = execFileSync('make', ['--dry-run', target, 'm=a'], { cwd: REPOSITORY, encoding: 'utf8' });
    const [, script, command] = /npm run --silent ([a-z-]+) -- ([a-z:]+)/.exec(recipe) ?? [];
    if (target.startsWith('docker-')) expect(recipe).toContain('docker compose');
    else
      expect(JSON.parse(readFileSync(`${REPOSITORY}/package.json`, 'utf8')).scripts).toHaveProperty([String(script)]);
    if (script === 'plumb') expect(commands.map(({ command: name }) => String(name).split(' ')[0])).toContain(command);
  });
});
