import { type CompilerOptions, compiledDefault } from './compiled.ts';
import type { ConfigurationFile } from './configuration-file.ts';
import { written } from './files.ts';
import type { PackageJson } from './package-json.ts';
import { isWrapper, stemOf, wrapperFor } from './wrapper.ts';

/**
 * The paths that package.json is to name: wrappers first, each in front of a path of the project's own, so that
 * MikroORM finds its way back as soon as they are gone. A configuration that is compiled has a wrapper that is compiled
 * with it, under the same folder.
 */
export function wrappedPaths(project: PackageJson, found: ConfigurationFile, options: CompilerOptions): string[] {
  const { folder, data } = project;
  const said = (data['mikro-orm']?.configPaths ?? []).filter(path => !isWrapper(path));
  const own = said.length > 0 ? said : defaults(folder, found, options);
  const all = own.includes(found.named) || found.origin === 'MIKRO_ORM_CLI_CONFIG' ? own : [found.named, ...own];
  const stem = stemOf(found.path);
  const wrappers = [
    written(folder, wrapperFor(found.path)),
    ...all.filter(path => stemOf(path) === stem).map(wrapperFor),
  ];
  const inOrder = [...new Set(all.map(wrapperFor))].filter(path => wrappers.includes(path));
  return [...new Set([...inOrder, ...wrappers, ...all])];
}

/** Where package.json names none: what was found, and where MikroORM looks for it once it is compiled. */
function defaults(folder: string, { path, named }: ConfigurationFile, options: CompilerOptions): string[] {
  const isDefault = /\/mikro-orm\.config\.ts$/.test(path);
  const compiled = isDefault ? compiledDefault(folder, options) : undefined;
  return compiled === undefined ? [named] : [...new Set([named, compiled])];
}
