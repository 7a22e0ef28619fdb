import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FOLDER } from './folder.ts';

const manifest = createRequire(import.meta.url)(join(FOLDER, '../package.json')) as {
  version: string;
  peerDependencies: Record<string, string>;
};

/** The package's own version. */
export const { version } = manifest;

/** The packages of MikroORM that it works with, which a project brings. */
export const MIKROORM: readonly string[] = Object.keys(manifest.peerDependencies);

/** Compares versions number by number; what a version leaves out is 0, and a pre-release counts as its version. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map(text => text.split(/[.-]/).map(Number)) as [number[], number[]];
  const at = b.findIndex((number, i) => number !== (a[i] ?? 0));
  return at !== -1 && (a[at] ?? 0) < (b[at] as number);
}
