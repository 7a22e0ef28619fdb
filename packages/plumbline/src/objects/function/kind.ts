import type { ObjectKind } from '../contract.ts';
import { ORDINARY } from '../names.ts';
import { words } from './model.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const routine: ObjectKind<'function'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  sharedName: ({ schema, name }) => `${schema}.${name}()`,
  rename: null,
  isRecreated: () => true,
  keepsShape: () => true,
  isCalled: true,
  isOverloaded: true,
  rights: { as: 'routine', name: ({ details }) => details.types },
  presence: null,
  ignoredBy: 'ignoreRoutines',
  declaration: { by: 'name', option: 'routines', lists: () => [], columns: () => [] },
};
