import type { Options as Flag } from 'yargs';
import { ANSWERS, type Answer } from '../objects/index.ts';

export type AnswerFlags = { [Flag in Answer['flag']]?: string[] };

const answer = (desc: string): Flag => ({ type: 'string', array: true, desc });

/** Answers to what no difference can decide, each as often as it takes. */
export const answerFlags: Record<Answer['flag'], Flag> = {
  rename: answer('The same object under another name: "column users.phone=mobile"'),
  'no-rename': answer('Two objects that are not the same: "column users.phone=nickname"'),
  convert: answer('How a column’s values get their new type: "users.age=age::integer"'),
  fill: answer('What rows get that have no value: "users.locale=\'en\'"'),
  replace: answer('What rows get for a value that an enum loses: "doc_status.old=new"'),
  empty: answer('A table that holds no rows anywhere'),
  keep: answer('What no entity mentions, and stays: "trigger users.touch"'),
  drop: answer('What no generated migration made, and goes: "trigger users.touch"'),
};

/** Flags that mean something only with another one: without it they are refused. */
export const onlyWith = <Name extends string>(other: string, flags: Record<Name, Flag>): Record<Name, Flag> =>
  each(flags, flag => ({ ...flag, implies: other }));

/** Flags that mean nothing with another one: with it they are refused. */
export const notWith = <Name extends string>(other: string, flags: Record<Name, Flag>): Record<Name, Flag> =>
  each(flags, flag => ({ ...flag, conflicts: other }));

const each = <Name extends string>(flags: Record<Name, Flag>, change: (flag: Flag) => Flag): Record<Name, Flag> =>
  Object.fromEntries(Object.entries<Flag>(flags).map(([name, flag]) => [name, change(flag)])) as Record<Name, Flag>;

export const answersOf = (flags: AnswerFlags): Answer[] =>
  ANSWERS.flatMap(flag => (flags[flag] ?? []).map(text => ({ flag, text })));
