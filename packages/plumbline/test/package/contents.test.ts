import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.ts';
import { layInstalled, namesIn, PACKAGE, pack } from '../support/packed.ts';
import { SOURCE_TEXTS } from '../support/sources.ts';

/** Uses each entry of the package, with its types. */
const USE = `import { type Plan, PROBLEMS, Problem, plumbline } from 'mikro-orm-plumbline';
import { run } from 'mikro-orm-plumbline/cli';
import { loadConfiguration } from 'mikro-orm-plumbline/load';
import { cosineDistance, VectorType } from 'mikro-orm-plumbline/types';

const exit: number = PROBLEMS[new Problem('PL001', { what: 'the command line' }).code].exit;
const steps = (plan: Plan): number => plan.steps.length;
const ended: Promise<number> = exit > 2 ? run([]) : Promise.resolve(exit);
void ended.then(code => console.log([plumbline, loadConfiguration, VectorType, cosineDistance, steps].map(one => typeof one).join(), code));
`;
/** What the types say is wrong. */
const MISUSE = `import { Problem } from 'mikro-orm-plumbline';
import { VectorType } from 'mikro-orm-plumbline/types';
void new Problem('PL999', { what: 'no such code' });
void new VectorType('three');
`;
const SETTINGS = {
  compilerOptions: { module: 'nodenext', target: 'es2024', strict: true, outDir: 'out', types: ['node'] },
  include: ['use.*'],
};

const INSTALLED = 'node_modules/mikro-orm-plumbline';
const isSource = (path: string): boolean => SOURCE_TEXTS.has(path);

let folder: string;
let archive: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-contents-'));
  archive = await pack(folder);
  await layInstalled(archive, folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a source is, in the words of a source map in `dist` or in a folder of it. */
const asSource = (source: string): string => source.replace(/^(\.\.\/)+src\//, '');

test('what is packed is the declarations of each source, the sources for debuggers, the commands, and three texts', async () => {
  const sources = [...SOURCE_TEXTS.keys()].flatMap(path => {
    const module = `dist/${path.replace(/\.ts$/, '')}`;
    return [`src/${path}`, `${module}.d.ts`, `${module}.d.ts.map`];
  });
  const commands = (await readdir(join(PACKAGE, 'bin'))).map(name => `bin/${name}`);
  expect(commands.filter(path => !path.endsWith('.js'))).toEqual([]);
  const built = (path: string): boolean => /^dist\/.*\.js(\.map)?$/.test(path);
  const packed = await namesIn(archive);
  expect(packed.filter(path => !built(path))).toEqual(
    [...sources, ...commands, 'LICENSE', 'README.md', 'package.json'].sort(),
  );
  // as few to read as there are beginnings, and what they share
  expect(packed.filter(path => built(path) && path.endsWith('.js')).length).toBeLessThan(50);
});

test('each source is in one of the built modules: two would be two classes of a name', async () => {
  const maps = (await namesIn(archive)).filter(path => /^dist\/.*\.js\.map$/.test(path));
  const texts = await Promise.all(maps.map(path => readFile(join(folder, INSTALLED, path), 'utf8')));
  const held = texts.flatMap(map => (JSON.parse(map).sources as string[]).map(asSource)).filter(isSource);
  expect(held.filter((path, i) => held.indexOf(path) !== i)).toEqual([]);
  // types leave nothing behind, nor does a table that only the compiler reads
  const isCode = ([, text]: readonly [string, string]): boolean => /^export (?:async )?(?:function|class) /m.test(text);
  const code = [...SOURCE_TEXTS].filter(isCode).map(([path]) => path);
  expect(code.filter(path => !held.includes(path))).toEqual([]);
});

test('it knows where it is installed', async () => {
  const script = `import { FOLDER } from './${INSTALLED}/dist/folder.js'; console.log(FOLDER);`;
  const { stdout } = await run('node', ['--input-type=module', '-e', script], {}, folder);
  expect(stdout.trim()).toBe(await realpath(join(folder, INSTALLED, 'dist')));
});

test('publint has nothing to say of it', async () => {
  const { messages } = await publint({ pack: { tarball: (await readFile(archive)).buffer }, strict: true });
  expect(messages).toEqual([]);
});

test('its types are right wherever it is imported from; it is of ES modules alone, which Node lets CommonJS require', async () => {
  const checked = await run('attw', [archive, '--format=json', '--ignore-rules=cjs-resolves-to-esm']);
  expect(checked.code, checked.stdout + checked.stderr).toBe(0);
  const { analysis } = JSON.parse(checked.stdout);
  expect(Object.keys(analysis.entrypoints)).toEqual(['.', './types', './cli', './load', './package.json']);
  expect(new Set(analysis.problems.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['CJSResolvesToESM']));
});

test('TypeScript uses it from ES modules and from CommonJS, and says of a misuse what it is', async () => {
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(SETTINGS));
  for (const kind of ['mts', 'cts']) await writeFile(join(folder, `use.${kind}`), USE);
  const compiled = await run('tsc', [], {}, folder);
  expect(compiled.code, compiled.stdout).toBe(0);
  for (const kind of ['mjs', 'cjs']) {
    const ended = await run('node', [`out/use.${kind}`], {}, folder);
    expect(ended.stdout, ended.stderr).toBe('function,function,function,function,function 2\n');
  }
  for (const kind of ['mts', 'cts']) await writeFile(join(folder, `use.${kind}`), MISUSE);
  const refused = await run('tsc', ['--noEmit'], {}, folder);
  const found = [...refused.stdout.matchAll(/^(use\.[cm]ts)\((\d+),\d+\): error (TS\d+)/gm)];
  expect(found.map(([, ...place]) => place.join(' '))).toEqual([
    ...['use.cts 3 TS2345', 'use.cts 4 TS2345', 'use.mts 3 TS2345', 'use.mts 4 TS2345'],
  ]);
});
