import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documented, problemsPage } from '../../scripts/problems-table.ts';
import { commands } from '../../src/cli/commands/index.ts';
import * as toolkit from '../../src/index.ts';
import { VARIABLES } from '../../src/variables.ts';
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

describe.each(commands.map(one => [String(one.command).split(' ')[0] as string, one] as const))('%s', (name, one) => {
  test('is a function of the package', () => {
    const exported = name === 'migration:create' ? 'createMigration' : name;
    expect(toolkit).toHaveProperty(exported, expect.any(Function));
  });

  test('shows examples of itself in its help', () => {
    const examples: string[] = [];
    const yargs: unknown = new Proxy(
      {},
      {
        get: (_, method) => {
          return (...given: unknown[]) => {
            if (method === 'example') examples.push(...given.flat(2).map(String));
            return yargs;
          };
        },
      },
    );
    (one.builder as (given: unknown) => unknown)(yargs);
    expect(examples.join('\n')).toContain(`$0 ${name}`);
  });
});

test('the README names every variable that is read', () => {
  for (const name of Object.keys(VARIABLES)) expect(readme).toContain(`\`${name}\``);
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
