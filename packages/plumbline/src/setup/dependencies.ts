import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { isOlder, MIKROORM, version } from '../version.ts';
import { textOf } from './files.ts';
import type { JsonChange } from './json-edit.ts';
import { OWN, type PackageJson, rangeOf } from './package-json.ts';

/** The oldest MikroORM that the package works with. */
export const OLDEST_MIKROORM = '7.2.1';

/** The version of a package that is installed for whatever stands in a folder; nothing where it is not. */
export function installedVersion(folder: string, name: string): string | undefined {
  const path = installedPath(folder, name);
  const text = path === undefined ? undefined : textOf(path);
  return text === undefined ? undefined : (JSON.parse(text) as { version?: string }).version;
}

/** Where its package.json is, with links followed. */
export function installedPath(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}

/** @throws Problem PL604 where the project's MikroORM is too old */
export function checkMikroOrm(project: PackageJson): void {
  const range = rangeOf(project, '@mikro-orm/core') ?? '';
  const installed = installedVersion(project.folder, '@mikro-orm/core');
  const [major = '7'] = /\d+/.exec(range) ?? [];
  if (installed === undefined ? Number(major) >= 7 : !isOlder(installed, OLDEST_MIKROORM)) return;
  throw new Problem('PL604', {
    what: `MikroORM ${installed ?? range} is too old`,
    subject: project.path,
    why: `Plumbline works with MikroORM ${OLDEST_MIKROORM} and every newer 7`,
    fix: 'upgrade all packages of MikroORM first: https://mikro-orm.io/docs/upgrading-v6-to-v7',
  });
}

/** What of MikroORM is not installed for a project, as a problem; nothing where all of it is. */
export function notInstalled(folder: string): Problem | undefined {
  const missing = MIKROORM.filter(name => installedPath(folder, name) === undefined);
  if (missing.length === 0) return undefined;
  const wanted = installedVersion(folder, '@mikro-orm/core') ?? OLDEST_MIKROORM;
  return new Problem('PL604', {
    what: `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed in this project`,
    why: 'the package works with the project’s own MikroORM, each part of it in one version',
    fix: `npm install -D ${missing.map(name => `${name}@${wanted}`).join(' ')}`,
  });
}

export interface DependencyChanges {
  changes: JsonChange[];
  /** What they are for, in words. */
  says: string[];
}

/**
 * What the package needs of MikroORM. Where a project does not name them, npm takes the newest ones, which do not go with
 * an older core, and yarn takes none.
 */
const ADDED = MIKROORM.filter(name => name !== '@mikro-orm/core');

/** What package.json has to name: the package where it is needed, and those of MikroORM that it needs. */
export function dependencyChanges(project: PackageJson, inProduction: boolean): DependencyChanges {
  const { dependencies = {}, devDependencies = {} } = project.data;
  const part = inProduction ? 'dependencies' : 'devDependencies';
  const changes: JsonChange[] = [];
  const says: string[] = [];
  const misplaced = inProduction && dependencies[OWN] === undefined ? devDependencies[OWN] : undefined;
  if (misplaced !== undefined) changes.push({ path: ['devDependencies', OWN], value: undefined });
  if (misplaced !== undefined || rangeOf(project, OWN) === undefined) {
    changes.push({ path: [part, OWN], value: misplaced ?? `^${version}` });
    says.push(`${OWN} in ${part}`);
  }
  const range = rangeOf(project, '@mikro-orm/core') ?? `^${OLDEST_MIKROORM}`;
  const missing = ADDED.filter(name => rangeOf(project, name) === undefined);
  for (const name of missing) changes.push({ path: [part, name], value: range });
  if (missing.length > 0) says.push(`${missing.join(', ')} in ${part}`);
  return { changes, says };
}
