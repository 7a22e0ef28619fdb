import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../problem/index.ts';
import { withVariables } from '../variables.ts';
import { type CompilerOptions, sourceOf } from './compiled.ts';
import { sourceFiles, textOf, written } from './files.ts';
import { NPX, type PackageJson } from './package-json.ts';
import { isWrapper, wrappedBy } from './wrapper.ts';

/** Where a configuration was named. */
export type Origin = '--config' | 'MIKRO_ORM_CLI_CONFIG' | 'package.json' | 'the default';

export interface ConfigurationFile {
  /** The file that a person wrote: where a compiled one is named, what it was compiled from. An absolute path. */
  path: string;
  /** As MikroORM is told of it: `./dist/mikro-orm.config.js`. */
  named: string;
  origin: Origin;
  /** The wrapper that stands in front of it, where there is one. An absolute path. */
  wrapper?: string;
}

/** The paths that MikroORM tries, in its order, with those of TypeScript unless it is told to leave them. */
export async function configPaths(given?: readonly string[]): Promise<string[]> {
  if (given && given.length > 0) return [...given];
  const { CLIHelper } = await import('@mikro-orm/cli');
  const preferTs = CLIHelper.getSettings().preferTs === false ? '0' : '1';
  return withVariables({ MIKRO_ORM_CLI_PREFER_TS: preferTs }, () => CLIHelper.getConfigPaths());
}

/**
 * The project's own configuration, by MikroORM's rules: the first of its paths that is there, or that will be once the
 * project is compiled.
 *
 * @throws Problem PL600 where there is none
 */
export async function findConfiguration(
  project: PackageJson,
  options: CompilerOptions,
  given?: readonly string[],
): Promise<ConfigurationFile> {
  const { folder } = project;
  const paths = await configPaths(given);
  const fileOf = (named: string): string | undefined => {
    const absolute = resolve(folder, named);
    return sourceOf(folder, absolute, options) ?? (existsSync(absolute) ? absolute : undefined);
  };
  let wrapper: string | undefined;
  for (const named of paths) {
    const path = fileOf(named);
    if (path === undefined) continue;
    if (isWrapper(path)) {
      wrapper ??= path;
      const own = wrappedBy(path);
      const said = paths.find(one => own !== undefined && fileOf(one) === own);
      if (own !== undefined) return { path: own, named: said ?? written(folder, own), origin: 'package.json', wrapper };
      continue;
    }
    return { path, named, origin: originOf(project, named, given), ...(wrapper !== undefined && { wrapper }) };
  }
  const near = await configurationsNear(folder);
  throw new Problem('PL600', {
    what: 'no configuration of MikroORM is found',
    subject: folder,
    why: `none of these is there: ${paths.join(', ')}`,
    fix:
      near.length > 0
        ? `one of these may be it: ${[...new Set(near.map(path => suggestion(folder, path)))].join('\n')}`
        : `name it: ${NPX} init --config PATH; or begin a project: ${NPX} init --new`,
  });
}

function originOf({ data }: PackageJson, named: string, given?: readonly string[]): Origin {
  if (given && given.length > 0) return '--config';
  if (named === process.env.MIKRO_ORM_CLI_CONFIG) return 'MIKRO_ORM_CLI_CONFIG';
  return data['mikro-orm']?.configPaths?.includes(named) ? 'package.json' : 'the default';
}

/** A configuration in another package of the repository is initialized there, and named where nothing names it. */
function suggestion(folder: string, path: string): string {
  const parts = written(folder, path).slice(2).split('/');
  const ends = parts
    .map((_, i) => i)
    .filter(i => i > 0 && existsSync(resolve(folder, ...parts.slice(0, i), 'package.json')));
  const [at] = ends.reverse();
  if (at === undefined) return `${NPX} init --config ${parts.join('/')}`;
  const inside = parts.slice(at).join('/');
  const isFound =
    /^(?:src\/)?mikro-orm\.config\.[jt]s$/.test(inside) ||
    textOf(resolve(folder, ...parts.slice(0, at), 'package.json'))?.includes('"configPaths"');
  return `cd ${parts.slice(0, at).join('/')} && ${NPX} init${isFound ? '' : ` --config ${inside}`}`;
}

const MAKES = /\bdefineConfig\b|\bOptions<|:\s*(?:MikroORM)?Options\b|\bMikroOrmModuleOptions\b/;

/** Files that look like a configuration, by their names first. */
async function configurationsNear(folder: string): Promise<string[]> {
  const named: string[] = [];
  const others: string[] = [];
  for await (const path of sourceFiles(folder)) {
    const name = written(folder, path);
    if (/mikro-?orm[\w.-]*config[\w-]*\.[cm]?[jt]s$|mikro-orm\.[cm]?[jt]s$/i.test(name)) named.push(path);
    else if (/orm|database|db|config/i.test(name)) {
      const text = textOf(path) ?? '';
      if (/@mikro-orm\/(?:core|postgresql|nestjs)/.test(text) && MAKES.test(text)) others.push(path);
    }
  }
  return [...named, ...others].slice(0, 4);
}
