import type { Exception } from './words.ts';

const here =
  (why: string) =>
  (words: string, ...at: string[]): Exception[] =>
    at.map(one => ({ words, at: one, why }));

const published = here('a key of JSON or an option, which programs and people use');
const role = here('the role that owns an object');
const generated = here('text that the toolkit writes');

/** Where a word stands all the same. Each has to be there still. */
export const EXCEPTIONS: Exception[] = [
  ...published('unmodelled', 'commands/diff.ts', 'commands/drift.ts', 'commands/verify.ts'),
  ...published('unmodelled', 'cli/commands/diff.ts', 'cli/commands/drift.ts', 'cli/commands/verify.ts'),
  ...published('owner', 'setup/vscode.ts'),
  ...published('listed', 'commands/stamp.ts', 'cli/commands/stamp.ts'),
  ...published(
    'together',
    'authoring/create.ts',
    'orm/migrator.ts',
    'commands/create.ts',
    'cli/commands/migration-create.ts',
  ),

  ...role('owner', 'catalog/scope.ts', 'planner/rights.ts', 'shadow/mark.ts'),
  ...generated('beside', 'docs/comparing.md', 'docs/migrations-by-example.md'),
  ...here('MikroORM’s name for the entity with a pivot table')('owner', 'locations/entity-locations.ts'),
  ...here('Promise.allSettled')('settled', 'watch/thread.ts'),
  ...here('the level of isolation')('repeatable', 'orm/reading.ts'),
  ...here('a column of the ledger, which older versions read too')('trail', 'docs/running.md'),
  ...here('a project that is open while tests use it')('opened', 'test/support/opened.ts'),
  ...here('scratch databases for tests')('scratch', 'test/support/scratch.ts'),
  ...here('migrations that build on each other')('chain', 'test/runner/chain.ts'),
  ...here('words, as such')('words', 'test/sources/', 'test/authoring/artefact/words.ts'),
];
