/**
 * Every way a command can fail that a person can do something about: its code, which never changes meaning,
 * and the exit code of the process that meets it.
 *
 * Exit codes group the codes by who can mend them, so that a script can tell them apart:
 * 1 anything else, 2 the command line, 10–19 the way to the database, 20–29 a migration and its run.
 */
export const PROBLEMS = {
  PL000: { exit: 1, title: 'unexpected failure' },
  PL100: { exit: 10, title: 'the database is not configured' },
  PL101: { exit: 10, title: 'the DSN cannot be read' },
  PL110: { exit: 11, title: 'no server answers' },
  PL120: { exit: 12, title: 'the database does not exist' },
  PL130: { exit: 13, title: 'the server refuses the login' },
  PL140: { exit: 14, title: 'a right is missing' },
  PL141: { exit: 14, title: 'the role may not create the extension' },
  PL150: { exit: 15, title: 'the server does not have the extension' },
  PL160: { exit: 16, title: 'the embedded database is in use' },
  PL200: { exit: 20, title: 'a statement of a migration failed' },
  PL300: { exit: 2, title: 'a value does not fit its column' },
} as const satisfies Record<string, { exit: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
