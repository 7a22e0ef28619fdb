import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpward } from './files.ts';
import type { PackageJson } from './package-json.ts';

export type ManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** How packages are installed and their commands begun. */
export interface Manager {
  name: ManagerName;
  /** Whether package.json names it with its version. */
  isDeclared: boolean;
  /** Begins a command of an installed package. */
  exec: readonly string[];
  install: string;
  /** Installs a package that package.json does not name yet. */
  add: string;
  /** Installs what the lock file says. */
  frozen: string;
}

const MANAGERS: Record<ManagerName, Omit<Manager, 'name' | 'isDeclared'>> = {
  npm: { exec: ['npx'], install: 'npm install', add: 'npm install', frozen: 'npm ci' },
  pnpm: { exec: ['pnpm', 'exec'], install: 'pnpm install', add: 'pnpm add', frozen: 'pnpm install --frozen-lockfile' },
  yarn: { exec: ['yarn'], install: 'yarn install', add: 'yarn add', frozen: 'yarn install --immutable' },
  bun: { exec: ['bunx'], install: 'bun install', add: 'bun add', frozen: 'bun install --frozen-lockfile' },
};

const LOCKS: readonly (readonly [file: string, name: ManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** Whichever wrote the nearest lock file; npm where there is none and package.json names no other. */
export function managerOf({ folder, data }: PackageJson): Manager {
  const folders = foldersUpward(folder);
  const [declared = ''] = data.packageManager?.split('@') ?? [];
  const locked = folders.flatMap(at => LOCKS.filter(([file]) => existsSync(join(at, file)))).at(0)?.[1];
  const name = locked ?? (Object.hasOwn(MANAGERS, declared) ? (declared as ManagerName) : 'npm');
  const isClassic = name === 'yarn' && !folders.some(at => existsSync(join(at, '.yarnrc.yml')));
  return {
    name,
    isDeclared: declared === name,
    ...MANAGERS[name],
    ...(isClassic && { frozen: 'yarn install --frozen-lockfile' }),
  };
}
