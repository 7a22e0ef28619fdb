import type { Model } from './model.ts';

export interface Made {
  sql: string;
  /** The name with its arguments. */
  called: string;
}

/** Functions that others use by their names; each with two bodies and two signatures. */
export function bodies(functions: Model['functions'], type: string | undefined): Map<string, Made> {
  const made = new Map<string, Made>();
  for (const { which, body, signature } of functions) {
    const found = FUNCTIONS[which]?.(body === 0, signature === 0, type);
    if (found && !made.has(found.name)) made.set(found.name, found);
  }
  return made;
}

type Write = (
  first: boolean,
  short: boolean,
  type: string | undefined,
) => { name: string; called: string; sql: string } | undefined;

const FUNCTIONS: Write[] = [
  (first, short) => ({
    name: 'is_ok',
    called: short ? 'is_ok(text)' : 'is_ok(text, integer)',
    sql: `create function is_ok(value text${short ? '' : ', minimum integer default 0'}) returns boolean immutable language sql as $$ select ${first ? 'length(value) >= 0' : 'value is not null'} $$`,
  }),
  (first, short) => ({
    name: 'next_code',
    called: 'next_code()',
    sql: `create function next_code() returns ${short ? 'text' : 'character varying'} language plpgsql as $$ begin return ${first ? 'gen_random_uuid()::text' : `'c'`}; end $$`,
  }),
  first => ({
    name: 'touch',
    called: 'touch()',
    sql: `create function touch() returns trigger language plpgsql as $$ begin ${first ? '' : 'perform 1; '}return new; end $$`,
  }),
  (first, short, type) =>
    type === undefined
      ? undefined
      : {
          name: 'weigh',
          called: `weigh(${type})`,
          sql: `create function weigh(value ${type}) returns ${short ? 'integer' : 'bigint'} language sql as $$ select ${first ? 'length(value::text)' : '1'} $$`,
        },
  (first, short) => ({
    name: 'total',
    called: 'total()',
    sql: `create function total() returns bigint language sql ${short ? '' : 'stable '}begin atomic select ${first ? '1' : '2'}; end`,
  }),
  (first, short) => ({
    name: 'weigh',
    called: short ? 'weigh(text)' : 'weigh(text, text)',
    sql: `create function weigh(a text${short ? '' : ', b text'}) returns integer language sql as $$ select ${first ? '1' : '2'} $$`,
  }),
];
