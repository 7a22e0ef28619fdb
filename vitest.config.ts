import { defineConfig } from 'vitest/config';

/** What asks how long something takes runs after everything else, and alone. */
const TIMED = ['test/stress/*.test.ts', 'test/watch/*.test.ts', 'test/migrator/blocked.test.ts'];

const EVERY = { pool: 'forks', testTimeout: 60_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    // for both: a project that has it of its own starts a server of its own
    globalSetup: ['test/support/postgres-container.ts'],
    projects: [
      {
        test: {
          ...EVERY,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: TIMED,
          // PGlite is PostgreSQL in WebAssembly: two at a time are what two cores carry
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...EVERY, name: 'alone', include: TIMED, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
