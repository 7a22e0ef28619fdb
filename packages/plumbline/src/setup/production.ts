import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Location } from '../problem/index.ts';
import { isFolder, repositoryOf, textOf } from './files.ts';
import type { PackageJson } from './package-json.ts';

/** A command line that runs migrations. */
const RUNS = /\b(?:mikro-orm(?:-esm|-plumbline)?|plumb|mikro-orm-plumbline)\b[^\n#]*\bmigration:(?:up|fresh)\b/;

/** Files that say how an image or a host starts the project. */
const STARTS =
  /^(?:Dockerfile.*|.*\.Dockerfile|Containerfile|(?:docker-)?compose.*\.ya?ml|Procfile|fly\.toml|render\.ya?ml|railway\.(?:json|toml)|app\.ya?ml|.*(?:entrypoint|entry-point|start|release|migrate)[\w.-]*\.sh)$/i;

/** Folders of a repository in which such files are kept. */
const KEPT = ['', 'docker', '.docker', 'deploy', 'deployment', 'scripts', 'bin', 'ops', 'infra'];

/** Scripts that hosts run when they start or deploy a project. */
const STARTED = /^(?:pre|post)?start(?::prod\w*|:production)?$|^(?:deploy|release|heroku-postbuild)\b/;

/** The places where a deployed project runs its migrations by command. */
export function runsMigrations(project: PackageJson): Location[] {
  const scripts = scriptsThatRun(project);
  const called =
    scripts.length > 0
      ? new RegExp(`\\b(?:npm|pnpm|yarn|bun)\\b[^\\n#]*\\b(?:${scripts.map(quoted).join('|')})(?![\\w:-])`)
      : undefined;
  const runs = (line: string): boolean => !/^\s*#/.test(line) && (RUNS.test(line) || (called?.test(line) ?? false));
  const inFiles = runtimeFiles(project.folder).flatMap(file => {
    const at = (textOf(file) ?? '').split('\n').findIndex(runs);
    return at === -1 ? [] : [{ file, line: at + 1 }];
  });
  const script = scripts.find(name => STARTED.test(name));
  return script === undefined ? inFiles : [...inFiles, { file: project.path, line: lineOf(project.text, script) }];
}

/** The files of a repository that say how it is started where it is deployed. */
export function runtimeFiles(folder: string): string[] {
  const folders = [repositoryOf(folder), folder];
  return [...new Set(folders.flatMap(one => KEPT.flatMap(kept => startFiles(join(one, kept)))))];
}

const quoted = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const lineOf = (text: string, script: string): number =>
  text.split('\n').findIndex(line => line.includes(`"${script}"`)) + 1;

const startFiles = (folder: string): string[] =>
  isFolder(folder) ? readdirSync(folder).flatMap(name => (STARTS.test(name) ? [join(folder, name)] : [])) : [];

/** The names of scripts that run migrations, by themselves or by another one. */
function scriptsThatRun({ data }: PackageJson): string[] {
  const scripts = Object.entries(data.scripts ?? {});
  const found = new Set<string>();
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [name, line] of scripts)
      if (RUNS.test(line) || [...found].some(other => calls(line, other))) found.add(name);
  }
  return [...found];
}

const calls = (line: string, script: string): boolean =>
  new RegExp(`\\b(?:npm|pnpm|yarn|bun)(?: run)? ${quoted(script)}(?![\\w:-])`).test(line);

/** Scripts that say by themselves which configuration they are about: package.json is not asked there. */
export const scriptsWithConfig = ({ data }: PackageJson): string[] =>
  Object.entries(data.scripts ?? {}).flatMap(([name, line]) =>
    /\bmikro-orm\b.*\s--config\b|\bMIKRO_ORM_CLI(?:_CONFIG)?=/.test(line) ? [name] : [],
  );
