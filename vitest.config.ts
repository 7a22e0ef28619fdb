import { defineConfig } from 'vitest/config';

/** What asks how long something takes runs after everything else, and alone. */
const TIMED = ['test/stress/*.test.ts', 'test/watch/*.test.ts', 'test/migrator/blocked.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgres-container.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: TIMED,
          // PGlite is PostgreSQL in WebAssembly: two at a time are what two cores carry
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'alone', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
