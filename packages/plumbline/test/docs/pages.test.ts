import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { PROBLEMS } from '../../src/problem/index.ts';
import { VARIABLES } from '../../src/variables.ts';
import { REPOSITORY } from '../support/repository.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/plumbline/README.md',
  ...readdirSync(join(REPOSITORY, 'docs')).flatMap(name => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const textOf = (page: string): string => readFileSync(join(REPOSITORY, page), 'utf8');

/** Variables that only the tests read. */
const OF_TESTS = ['PLUMBLINE_STRESS', 'PLUMBLINE_STRESS_PART'];
/** Flags of every command. */
const COMMON = ['config', 'contextName', 'quiet', 'format', 'help', 'version'];

/** The flags that a command defines. */
function flagsOf(one: (typeof commands)[number]): string[] {
  const flags: string[] = [];
  const yargs: unknown = new Proxy(
    {},
    {
      get: (_, method) => {
        return (given: unknown) => {
          if (method === 'option') flags.push(String(given));
          if (method === 'options') flags.push(...Object.keys(given as object));
          return yargs;
        };
      },
    },
  );
  (one.builder as (given: unknown) => unknown)(yargs);
  return flags;
}

const own = new Map(commands.map(one => [String(one.command).split(' ')[0] as string, flagsOf(one)]));
const stock = execFileSync(process.execPath, ['node_modules/@mikro-orm/cli/cli.js', '--help'], {
  cwd: REPOSITORY,
  encoding: 'utf8',
});
const known = [...own.keys(), ...[...stock.matchAll(/^ +mikro-orm ([a-z][a-z:-]+)/gm)].map(([, name]) => name)];

describe.each(PAGES)('%s', page => {
  const text = textOf(page);
  /** What stands in code: lines of a block, and spans. */
  const code = [...text.matchAll(/^```[a-z]*\n(.*?)^```$|`([^`\n]+)`/gms)].flatMap(([, block, span]) =>
    (block ?? span ?? '').split('\n'),
  );

  test('names commands and flags that there are', () => {
    for (const line of code)
      for (const [, name = '', rest = ''] of line.matchAll(/\bnpx (?:plumb|mikro-orm) ([a-z][a-z:-]+)([^|&;#]*)/g)) {
        expect(known, line).toContain(name);
        const flags = own.get(name);
        if (!flags) continue;
        for (const [, flag = ''] of rest.matchAll(/\s--([a-z][\w-]*)/g))
          expect([...flags, ...flags.map(one => `no-${one}`), ...COMMON], line).toContain(flag);
      }
  });

  test('names variables and codes that there are', () => {
    for (const [name] of text.matchAll(/\bPLUMBLINE_[A-Z_]+/g))
      expect([...Object.keys(VARIABLES), ...OF_TESTS]).toContain(name);
    for (const [code] of text.matchAll(/\bPL\d{3}\b/g)) expect(PROBLEMS).toHaveProperty(code);
  });

  test('names files of the package that there are', () => {
    for (const [, path = ''] of text.matchAll(/`(packages\/[\w./-]+)`/g))
      expect(existsSync(join(REPOSITORY, path)), path).toBe(true);
  });
});
