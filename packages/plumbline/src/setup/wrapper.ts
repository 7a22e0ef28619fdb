import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Problem } from '../problem/index.ts';
import type { CompilerOptions } from './compiled.ts';
import { textOf } from './files.ts';
import type { PackageJson } from './package-json.ts';

/** The name of the file that wraps the project's configuration, without its extension. */
const NAME = 'plumb.config';

const NAMED = new RegExp(`^${NAME.replace('.', '\\.')}\\.[cm]?[jt]s$`);

/** Whether a path is one of a wrapper. */
export const isWrapper = (path: string): boolean => NAMED.test(basename(path));

/** The name of a module without its extension. */
export const stemOf = (path: string): string => basename(path).replace(/\.[cm]?[jt]s$/, '');

/** The path of the wrapper of a configuration: beside it, and of its kind, so that it is compiled and loaded with it. */
export const wrapperFor = (path: string): string => `${path.slice(0, -basename(path).length)}${NAME}${extname(path)}`;

const IMPORTED = /(?:from\s+|require\(\s*)(['"])(\.{1,2}\/[^'"]+)\1/;

/** The configuration that a wrapper imports; nothing where it imports none that is there. */
export function wrappedBy(wrapper: string): string | undefined {
  const [, , specifier] = IMPORTED.exec(textOf(wrapper) ?? '') ?? [];
  if (specifier === undefined) return undefined;
  const path = resolve(dirname(wrapper), specifier);
  const extension = extname(wrapper);
  return [path, path.replace(/\.[cm]?js$/, extension), `${path}${extension}`].find(one => textOf(one) !== undefined);
}

/**
 * The file that wraps a configuration.
 *
 * @throws Problem PL602 where a file of that name is there that somebody else wrote
 */
export function wrapperText(project: PackageJson, own: string, options: CompilerOptions): string {
  const path = wrapperFor(own);
  const before = textOf(path);
  if (before !== undefined) {
    if (/\badopt\(/.test(before)) return before;
    throw new Problem('PL602', {
      what: `there is a ${basename(path)} already, which wraps no configuration`,
      location: { file: path },
      why: 'a file that is not Plumbline’s own is not overwritten',
      fix: 'give it another name, and run this again',
    });
  }
  const text = textOf(own) ?? '';
  const q = /^\s*import\b.*(["'])/m.exec(text)?.[1] ?? /require\((["'])/.exec(text)?.[1] ?? "'";
  const end = /^\s*(?:import|export|const)\b.*["')][ \t]*$/m.test(text) && !/;[ \t]*$/m.test(text) ? '' : ';';
  const statements = isCommonJs(project, own, text)
    ? [
        `const { adopt } = require(${q}mikro-orm-plumbline${q})${end}`,
        `const own = require(${q}./${basename(own)}${q})${end}`,
        '',
        `module.exports = adopt(own.default ?? own)${end}`,
      ]
    : [
        `import { adopt } from ${q}mikro-orm-plumbline${q}${end}`,
        importOf(own, text, options, specifierOf(project, own, text, options), q) + end,
        '',
        `export default adopt(own)${end}`,
      ];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return [COMMENT, ...statements, ''].join(eol);
}

const COMMENT =
  '// The configuration beside this file, with Plumbline in it. Without this file everything is MikroORM’s own again.';

/** Without interop, TypeScript has a form of its own for `export =`. */
const importOf = (own: string, text: string, options: CompilerOptions, specifier: string, q: string): string =>
  /\.c?ts$/.test(own) && /^\s*export\s*=/m.test(text) && !options.esModuleInterop
    ? `import own = require(${q}${specifier}${q})`
    : `import own from ${q}${specifier}${q}`;

/** JavaScript says by its extension, by package.json, or by its own statements, which kind of module it is. */
function isCommonJs({ data }: PackageJson, own: string, text: string): boolean {
  if (!/js$/.test(own)) return false;
  if (/\.[cm]js$/.test(own)) return own.endsWith('.cjs');
  return data.type !== 'module' && !/^\s*(?:import\s[^(]|export\s)/m.test(text);
}

/** The configuration as a module beside it imports it: with the ending that the project's own imports have. */
function specifierOf({ data, folder }: PackageJson, own: string, text: string, options: CompilerOptions): string {
  const name = basename(own);
  if (!name.endsWith('ts')) return `./${name}`;
  const stem = stemOf(name);
  const compiled = name.replace(/ts$/, 'js');
  if (/\.[cm]ts$/.test(name)) return `./${compiled}`;
  const [ending] = [text, ...neighbours(own)].flatMap(endingsIn);
  if (ending !== undefined) return `./${stem}${ending}`;
  if (options.rewriteRelativeImportExtensions || options.allowImportingTsExtensions) return `./${name}`;
  const isNodes = /^node(?:16|18|20|next)$/i.test(options.moduleResolution ?? options.module ?? '');
  if (data.type !== 'module') return `./${stem}`;
  if (!isNodes && /bundler/i.test(options.moduleResolution ?? '')) return `./${stem}`;
  return textOf(join(folder, 'tsconfig.json')) === undefined ? `./${name}` : `./${compiled}`;
}

/** The endings of the relative imports in a text: `.js`, `.ts`, or none. */
const endingsIn = (text: string): string[] =>
  [...text.matchAll(/\bfrom\s+(['"])\.{1,2}\/([^'"]+)\1/g)].flatMap(([, , path = '']) =>
    path.endsWith('.json') ? [] : [/\.[jt]s$/.exec(path)?.[0] ?? ''],
  );

/** What stands in the files beside it. */
function neighbours(own: string): string[] {
  const folder = dirname(own);
  return readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .slice(0, 20)
    .flatMap(name => textOf(join(folder, name)) ?? []);
}
