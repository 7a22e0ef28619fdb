import type { ObjectKind } from '../contract.ts';
import { asPart, ORDINARY } from '../names.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const trigger: ObjectKind<'trigger'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  sharedName: () => undefined,
  rename: null,
  isRecreated: () => true,
  presence: asPart('pg_trigger', 'tgrelid', 'tgname'),
  ignoredBy: 'ignoreTriggers',
  declaration: { by: 'list', option: 'entities', lists: () => ['triggers'], columns: () => [] },
};
