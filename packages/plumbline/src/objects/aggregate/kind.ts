import type { ObjectKind } from '../contract.ts';
import { ORDINARY } from '../names.ts';
import { words } from './model.ts';
import { rename, withoutArguments } from './names.ts';
import { read } from './read.ts';
import { statements } from './statements.ts';

export const aggregate: ObjectKind<'aggregate'> = {
  ...ORDINARY,
  ...statements,
  read,
  words,
  // one of other arguments has the name as well, and does not make room for it
  sharedName: ({ schema, name, facts, details }) =>
    `${schema}.${withoutArguments(name, `(${facts.arguments})`)}(${details.inputs})`,
  isOverloaded: true,
  rename,
  // a function that takes any type says nothing of the type of the state
  needs: ({ details }) => details.states,
  isRecreated: () => true,
  keepsShape: () => true,
  rights: { as: 'routine', name: ({ details }) => details.types },
  presence: null,
  ignoredBy: 'ignoreRoutines',
  declaration: { by: 'name', option: 'routines', lists: () => [], columns: () => [] },
};
