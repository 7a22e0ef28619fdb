import type { ObjectKind } from '../contract.ts';
import { asPart, ORDINARY } from '../names.ts';
import { hazards } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const policy: ObjectKind<'policy'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  hazards,
  sharedName: () => undefined,
  rename: null,
  isRecreated: () => true,
  presence: asPart('pg_policy', 'polrelid', 'polname'),
  ignoredBy: 'ignorePolicies',
  declaration: { by: 'list', option: 'entities', lists: () => ['policies'], columns: () => [] },
};
