import { createRequire } from 'node:module';
import { Problem } from './problem/index.ts';

/** What needs which of the packages that only those need who write migrations; an image that runs them does without. */
const PACKAGES = {
  'the embedded PostgreSQL': ['@electric-sql/pglite', '@electric-sql/pglite-pgvector'],
  'a question on the terminal': ['@inquirer/prompts'],
  'editing the files of a project': ['jsonc-parser'],
  'reading the sources of entities and migrations': ['oxc-parser'],
} as const;

type Use = keyof typeof PACKAGES;

const require = createRequire(import.meta.url);

/**
 * Loads what needs optional packages, when it is used for the first time.
 *
 * @throws Problem PL004 where one of them is not installed
 *
 * @example const { confirm } = await optional('a question on the terminal', () => import('@inquirer/prompts'));
 */
export async function optional<T>(use: Use, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw missing(use, error);
  }
}

/**
 * The parser of JavaScript and TypeScript, which is asked where nothing can be waited for.
 *
 * @throws Problem PL004 where it is not installed
 */
export function sourceParser(): typeof import('oxc-parser') {
  try {
    return require('oxc-parser');
  } catch (error) {
    throw missing('reading the sources of entities and migrations', error);
  }
}

/**
 * Refuses what needs optional packages before it is begun, where nothing can be waited for.
 *
 * @throws Problem PL004 where one of them is not installed
 */
export function checkInstalled(use: Use): void {
  if (PACKAGES[use].some(name => !isInstalled(name))) throw missing(use, undefined);
}

function missing(use: Use, error: unknown): unknown {
  const names = PACKAGES[use].filter(name => !isInstalled(name));
  if (names.length === 0) return error;
  return new Problem('PL004', {
    what: `${use} needs what is not installed: ${names.join(', ')}`,
    why: 'these packages are optional: what runs migrations on a server does without them',
    fix: 'run npm install without --omit=optional, where migrations are written',
    cause: error,
  });
}

/** Whether a package is there; one that cannot be loaded by this way is. */
function isInstalled(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== 'MODULE_NOT_FOUND';
  }
}
