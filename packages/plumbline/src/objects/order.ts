import type { Kind } from './model.ts';

/** What is done to an object, and a few things that have a place of their own. */
export type Action =
  | `${'create' | 'alter' | 'drop'} ${Kind}`
  | 'drop default'
  | 'set default'
  | 'set table aside'
  | 'own sequence'
  | 'create foreign key';

/**
 * The order of all actions where nothing else decides; the same number for what goes by names alone. A new table stands
 * together with its parts.
 */
export const ORDER: Readonly<Record<Action, number>> = {
  'create schema': 0,
  'alter schema': 0,
  'create extension': 1,
  'alter extension': 1,
  'drop default': 4,
  'drop policy': 5,
  'drop trigger': 6,
  'drop view': 7,
  'drop aggregate': 8,
  'drop constraint': 9,
  'drop index': 10,
  'create enum': 15,
  'alter enum': 15,
  'create domain': 16,
  'alter domain': 16,
  'create sequence': 20,
  'alter sequence': 20,
  'set table aside': 24,
  'create table': 25,
  'alter table': 31,
  'alter column': 32,
  'create column': 33,
  'drop column': 34,
  'own sequence': 34,
  'drop table': 36,
  'create constraint': 40,
  'alter constraint': 40,
  'create index': 42,
  'alter index': 42,
  'create foreign key': 43,
  'create function': 45,
  'alter function': 45,
  'create trigger': 46,
  'alter trigger': 46,
  'create policy': 47,
  'alter policy': 47,
  'create view': 48,
  'alter view': 48,
  'set default': 49,
  'drop function': 50,
  'create aggregate': 51,
  'alter aggregate': 51,
  'drop sequence': 51,
  'drop domain': 52,
  'drop enum': 52,
  'drop extension': 53,
  'drop schema': 60,
};
