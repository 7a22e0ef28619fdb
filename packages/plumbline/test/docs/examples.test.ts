import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';
import { run } from '../support/command.ts';

const SOURCES = resolve(import.meta.dirname, '../../src');

/** What the package has for everybody, functions and classes or types, and the file of each. */
function published(what: 'values' | 'types'): Map<string, string> {
  const found = new Map<string, string>();
  const follow = (path: string, wanted?: ReadonlySet<string>): void => {
    const { module } = parseSync(path, readFileSync(path, 'utf8'));
    for (const { entries } of module.staticExports)
      for (const { exportName, moduleRequest, isType } of entries) {
        const name = exportName.name;
        if (!moduleRequest?.value.startsWith('.') || name === null || (wanted && !wanted.has(name))) continue;
        const from = resolve(dirname(path), moduleRequest.value);
        if (from.endsWith('/index.ts')) follow(from, new Set([name]));
        else if (isType === (what === 'types')) found.set(name, from);
      }
  };
  follow(join(SOURCES, 'index.ts'));
  return found;
}

/** The comment before a declaration. */
function commentBefore(name: string, path: string): string | undefined {
  const text = readFileSync(path, 'utf8');
  const { program, comments } = parseSync(path, text);
  const at = program.body.find(
    node =>
      node.type === 'ExportNamedDeclaration' &&
      node.declaration !== null &&
      ('id' in node.declaration
        ? node.declaration.id?.type === 'Identifier' && node.declaration.id.name === name
        : node.declaration.type === 'VariableDeclaration' &&
          node.declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name)),
  )?.start;
  const before = comments.findLast(({ type, end }) => type === 'Block' && at !== undefined && end <= at);
  return before && text.slice(before.end, at).trim() === '' ? before.value : undefined;
}

const exampleOf = (name: string, path: string): string | undefined =>
  commentBefore(name, path)
    ?.split('* @example\n')[1]
    ?.replaceAll(/^ ?\* ?/gm, '')
    .trim();

test('each type that is published says what it is', () => {
  const types = [...published('types')];
  expect(types.length).toBeGreaterThan(0);
  expect(types.filter(([name, path]) => !commentBefore(name, path)?.startsWith('*')).map(([name]) => name)).toEqual([]);
});

const NO_FUNCTION = new Set(['PROBLEMS']);

test('each function that is published shows an example, and TypeScript takes all of them', async () => {
  const examples = [...published('values')].flatMap(([name, path]) =>
    NO_FUNCTION.has(name) ? [] : [[name, exampleOf(name, path)] as const],
  );
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.filter(([, example]) => example === undefined).map(([name]) => name)).toEqual([]);
  const folder = mkdtempSync(join(SOURCES, '../test/docs/.examples-'));
  try {
    const body = examples.map(
      ([name, example]) => `{\n  // ${name}\n${example?.replace(/^export default /, 'await ')}\n}`,
    );
    writeFileSync(
      join(folder, 'examples.ts'),
      `import { type EntityManager, type MikroORM, p } from '@mikro-orm/core';\nimport { ${examples.map(([name]) => name).join(', ')}, type Catalog, type Session } from '../../../src/index.ts';
declare const options: Parameters<typeof verify>[0];
declare const [before, after]: [Catalog, Catalog];
declare const session: Session;
declare const shadow: Shadow;
declare const orm: MikroORM;
declare const em: EntityManager;
declare const error: unknown;
declare const User: { new (): object };
${body.join('\n')}
`,
    );
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../tsconfig.json',
        compilerOptions: { noUnusedLocals: false, noEmit: true },
        include: ['examples.ts'],
      }),
    );
    const { stdout, code } = await run('tsc', ['-p', '.'], {}, folder);
    expect(stdout).toBe('');
    expect(code).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
