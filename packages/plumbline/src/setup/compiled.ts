import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { textOf } from './files.ts';
import { parseJsonc } from './json-edit.ts';

/** What of a tsconfig.json is asked. */
export interface CompilerOptions {
  outDir?: string;
  rootDir?: string;
  noEmit?: boolean;
  module?: string;
  moduleResolution?: string;
  esModuleInterop?: boolean;
  allowImportingTsExtensions?: boolean;
  rewriteRelativeImportExtensions?: boolean;
}

/** Where compilers put what they made, when nothing says where. */
const OUT = ['dist', 'build', 'lib', 'out'];

const EXTENSIONS: readonly (readonly [compiled: string, source: string])[] = [
  ['.js', '.ts'],
  ['.mjs', '.mts'],
  ['.cjs', '.cts'],
];

/** What tsconfig.json says, with what it inherits from files of the project. */
export async function compilerOptions(folder: string, file = 'tsconfig.json', depth = 0): Promise<CompilerOptions> {
  const path = resolve(folder, file);
  const text = textOf(path) ?? textOf(`${path}.json`);
  if (text === undefined || depth > 5) return {};
  const data = (await parseJsonc(path, text)) as { extends?: string | string[]; compilerOptions?: CompilerOptions };
  const bases = [data?.extends ?? []].flat().filter(one => one.startsWith('.'));
  const inherited = await Promise.all(bases.map(base => compilerOptions(dirname(path), base, depth + 1)));
  const own = data?.compilerOptions ?? {};
  const said = Object.fromEntries(
    Object.entries(own).map(([key, value]) => [
      key,
      (key === 'outDir' || key === 'rootDir') && typeof value === 'string' ? resolve(dirname(path), value) : value,
    ]),
  );
  return Object.assign({}, ...inherited, said) as CompilerOptions;
}

/** The TypeScript file that a file of JavaScript was compiled from, or will be; nothing where there is none. */
export function sourceOf(folder: string, path: string, { outDir, rootDir }: CompilerOptions): string | undefined {
  const [, source] = EXTENSIONS.find(([compiled]) => path.endsWith(compiled)) ?? [];
  if (source === undefined) return undefined;
  const outs = [...(outDir === undefined ? [] : [outDir]), ...OUT.map(name => join(folder, name))];
  const out = outs.find(one => !relative(one, path).startsWith('..') && one !== folder);
  if (out === undefined) return undefined;
  const inside = relative(out, path).replace(/\.[cm]?js$/, source);
  const roots = [...(rootDir === undefined ? [] : [rootDir]), folder, join(folder, 'src')];
  return roots.map(root => join(root, inside)).find(one => existsSync(one));
}

/** Where MikroORM looks for a compiled configuration by itself, in a project that is compiled. */
export function compiledDefault(folder: string, options: CompilerOptions): string | undefined {
  if (options.noEmit || options.outDir === undefined) return undefined;
  const name = relative(folder, options.outDir);
  return name === 'dist' || name === 'build' ? `./${name}/mikro-orm.config.js` : undefined;
}
