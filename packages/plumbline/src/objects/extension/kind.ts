import type { ObjectKind } from '../contract.ts';
import { ORDINARY } from '../names.ts';
import { hazards } from './hazards.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const extension: ObjectKind<'extension'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  hazards,
  sharedName: () => undefined,
  rename: null,
  isShared: true,
  presence: null,
  declaration: { by: 'extension', option: 'entities', lists: () => [], columns: () => [] },
};
