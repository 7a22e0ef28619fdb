import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the servers of several versions are, which are no part of the package's own dependencies. */
export const SERVERS = join(import.meta.dirname, '../servers');

/**
 * The versions of those that can be run here, installed where they are not there yet. What cannot be had here is named,
 * and a CI system must not take it.
 *
 * @throws Error in CI
 */
export function versionsHere(versions: readonly number[]): readonly number[] {
  try {
    if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('its programs are for Linux on x64');
    install();
    return versions;
  } catch (error) {
    const missing = (error as Error).message.trim().split('\n').at(-1);
    if (process.env.CI) throw new Error(`no PostgreSQL ${versions.join(', ')}, which CI has to have: ${missing}`);
    console.warn(`\nNOT RUN: the tests on PostgreSQL ${versions.join(', ')} (${missing})\n`);
    return [];
  }
}

function install(): void {
  const lock = readFileSync(join(SERVERS, 'package-lock.json'), 'utf8');
  const installed = join(SERVERS, 'node_modules/.installed-lock');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  execFileSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], { cwd: SERVERS, stdio: 'pipe' });
  writeFileSync(installed, lock);
}
