import { quoted } from '../../catalog/index.ts';
import { literal } from '../../sql/index.ts';
import type { ObjectKind } from '../contract.ts';
import { ORDINARY, presence } from '../names.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const schema: ObjectKind<'schema'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  sharedName: () => undefined,
  rename: {
    within: 'database',
    isObvious: false,
    statements: ({ quotedName }, { name }) => [`alter schema ${quotedName} rename to ${quoted(name)}`],
  },
  presence: presence((_, name) => `select from pg_namespace where nspname = ${literal(name)}`),
  declaration: { by: 'schema', option: 'entities', lists: () => [], columns: () => [] },
};
