import { join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { foldersUpward, textOf } from './files.ts';

type Packages = Record<string, string>;

/** What of a package.json is asked. */
export interface PackageData {
  type?: string;
  packageManager?: string;
  scripts?: Packages;
  dependencies?: Packages;
  devDependencies?: Packages;
  'mikro-orm'?: { configPaths?: string[]; preferTs?: boolean; tsLoader?: string; tsConfigPath?: string };
}

export interface PackageJson {
  path: string;
  folder: string;
  text: string;
  data: PackageData;
}

/** The name of this package. */
export const OWN = 'mikro-orm-plumbline';

/** How a command of the package is begun where it may not be installed yet: `plumb` is somebody else's on npm. */
export const NPX = `npx ${OWN}`;

/**
 * The package.json of a folder.
 *
 * @throws Problem PL600 where there is none
 * @throws Problem PL601 where it is no JSON
 */
export function readPackage(folder: string): PackageJson {
  const path = join(folder, 'package.json');
  const text = textOf(path);
  if (text !== undefined) return { path, folder, text, data: dataIn(path, text) };
  throw noPackage(folder);
}

/** A folder without a package.json. */
export function noPackage(folder: string): Problem {
  const above = foldersUpward(folder).find(one => textOf(join(one, 'package.json')) !== undefined);
  return new Problem('PL600', {
    what: 'there is no package.json in this folder',
    subject: folder,
    why: 'MikroORM finds its configuration by it',
    fix: above === undefined ? `run it in a project’s folder, or begin one with ${NPX} init --new` : `cd ${above}`,
  });
}

/**
 * Reads the package.json that MikroORM reads: of a folder, or of the nearest one above it.
 *
 * @throws Problem PL601 where it is no JSON
 */
export function readNearestPackage(folder: string): PackageJson | undefined {
  const nearest = foldersUpward(folder).find(one => textOf(join(one, 'package.json')) !== undefined);
  return nearest === undefined ? undefined : readPackage(nearest);
}

function dataIn(path: string, text: string): PackageData {
  let why = 'it holds no object';
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data;
  } catch (error) {
    why = (error as Error).message;
  }
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(why) ?? [];
  throw new Problem('PL601', {
    what: 'package.json cannot be read',
    location: { file: path, ...(line !== undefined && { line: Number(line), column: Number(column) }) },
    why: why.replace(/ in JSON at position.*$/s, ''),
    fix: 'correct it; npm cannot read it either',
  });
}

/** Which version range of a package a project asks for, in whichever part. */
export const rangeOf = ({ data }: PackageJson, name: string): string | undefined =>
  data.dependencies?.[name] ?? data.devDependencies?.[name];
