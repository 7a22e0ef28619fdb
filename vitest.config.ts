import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { versionsHere } from './packages/plumbline/test/support/servers.ts';

/** What asks how long something takes runs after everything else, and alone. */
const TIMED = ['stress/!(embedded-lock).test.ts', 'watch/*.test.ts', 'runner/blocked.test.ts'].map(
  name => `packages/plumbline/test/${name}`,
);

const source = (path: string): string => resolve(import.meta.dirname, 'packages/plumbline/src', path);

/**
 * What is run on servers of several versions: what plans changes, reads catalogs and empties a shadow, and of the runs
 * what asks something of the server.
 */
const ON_SERVERS = [
  ...['engine/cases', 'engine/pairs', 'catalog/*', 'shadow/reset', 'sql/versions'],
  ...['batches', 'selection', 'unfinished'].map(name => `runner/${name}`),
].map(name => `packages/plumbline/test/${name}.test.ts`);
/** The oldest and the newest, and one between them; the others take their time. */
const VERSIONS = versionsHere(process.env.PLUMBLINE_STRESS === 'full' ? [14, 15, 16, 17, 18] : [14, 16, 18]);

const EVERY = {
  pool: 'forks',
  testTimeout: 60_000,
  hookTimeout: 120_000,
  setupFiles: ['packages/plumbline/test/support/optimized.ts'],
};

/** PGlite is PostgreSQL in WebAssembly: two at a time are what two cores carry. */
const TWO_AT_A_TIME = { maxWorkers: 2, sequence: { groupOrder: 0 } };

/** In the process of a test, the package is its sources, whoever imports it: there is one of everything in it. */
const resolveToSources = {
  alias: [
    { find: /^mikro-orm-plumbline$/, replacement: source('index.ts') },
    { find: /^mikro-orm-plumbline\/types$/, replacement: source('types/index.ts') },
  ],
};

export default defineConfig({
  test: {
    // for both: a project that has it of its own starts a server of its own
    globalSetup: ['packages/plumbline/test/support/built.ts', 'packages/plumbline/test/support/postgres-container.ts'],
    projects: [
      {
        resolve: resolveToSources,
        test: { ...EVERY, ...TWO_AT_A_TIME, name: 'platform', include: ['test/**/*.test.ts'] },
      },
      {
        resolve: resolveToSources,
        test: {
          ...EVERY,
          ...TWO_AT_A_TIME,
          name: 'together',
          include: ['packages/plumbline/test/**/*.test.ts'],
          exclude: TIMED,
        },
      },
      ...VERSIONS.map(version => ({
        resolve: resolveToSources,
        test: {
          ...EVERY,
          ...TWO_AT_A_TIME,
          name: `PostgreSQL ${version}`,
          globalSetup: ['packages/plumbline/test/support/server-project.ts'],
          include: ON_SERVERS,
        },
      })),
      {
        resolve: resolveToSources,
        test: { ...EVERY, name: 'alone', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
