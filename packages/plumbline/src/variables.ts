import { Problem } from './problem/index.ts';

/** What can be let pass on a person's word. */
export const ALLOWANCES = ['edited', 'missing', 'out-of-order', 'data-loss'] as const;
export type Allowance = (typeof ALLOWANCES)[number];

/** How a variable is read: what its text means, or nothing where it means nothing, and what may be said instead. */
interface Kind<Value> {
  read(text: string): Value | undefined;
  /** In words, behind "is". */
  allowed: string;
  /** A value to show. */
  example: string;
}

/** The longest time, in seconds: what PostgreSQL takes in milliseconds ends behind it. */
const LONGEST = 1_000_000;

/** A time in seconds, down to whole milliseconds, as PostgreSQL takes them; here in milliseconds. */
const seconds = (least: number, example: string): Kind<number> => ({
  read(text) {
    // digits alone: other ways to write a number are more often mistakes than meant
    if (!/^[0-9]{1,7}(?:\.[0-9]{1,3})?$/.test(text)) return undefined;
    const value = Number(text);
    return value >= least && value <= LONGEST ? Math.round(value * 1000) : undefined;
  },
  allowed: `a number of seconds from ${least} to ${LONGEST}, written in digits, with three after the point at most`,
  example,
});

const word = <Word extends string>(words: readonly Word[]): Kind<Word> => ({
  read: text => words.find(one => one === text),
  allowed: words.join(' or '),
  example: words[0] ?? '',
});

const words = <Word extends string>(known: readonly Word[]): Kind<ReadonlySet<Word>> => ({
  read(text) {
    const said = text.split(',').map(one => known.find(other => other === one));
    return said.includes(undefined) ? undefined : new Set(said as Word[]);
  },
  allowed: `${known.join(', ')}, with commas between them`,
  example: known[0] ?? '',
});

const text = (allowed: string, example: string): Kind<string> => ({
  read: said => (said.trim() === '' ? undefined : said),
  allowed,
  example,
});

/** Every variable of the environment that the tool reads, beside the one that the configuration names for its DSN. */
export const VARIABLES = {
  /** How long to wait for another run that shows no sign of work; 0 is not at all. */
  PLUMBLINE_LOCK_WAIT: seconds(0, '600'),
  /** How long to try for a lock that the application holds. */
  PLUMBLINE_LOCK_PATIENCE: seconds(0.001, '60'),
  /** How long one attempt may hold up those who come after it. */
  PLUMBLINE_LOCK_TIMEOUT: seconds(0.001, '0.1'),
  /** How long a statement may run that others wait for; 0 is without end. */
  PLUMBLINE_STATEMENT_TIMEOUT: seconds(0, '30'),
  PLUMBLINE_ALLOW: words(ALLOWANCES),
  PLUMBLINE_LOG: word(['plain', 'json']),
  PLUMBLINE_FORMAT: word(['text', 'json', 'gcc', 'sarif', 'github']),
  PLUMBLINE_FOLDER: text('a folder', '.plumbline'),
  /** How migrations reach the database, where the application has another way. */
  PLUMBLINE_MIGRATIONS_DSN: text('a DSN', 'postgresql://USER:PASSWORD@HOST:5432/DATABASE'),
  /** What the role of that server may be. */
  PLUMBLINE_SHADOW_ALLOW: word(['privileged']),
  PLUMBLINE_SHADOW_DSN: text('a DSN', 'postgresql://USER:PASSWORD@HOST:5432/postgres'),
} as const;

type Variable = keyof typeof VARIABLES;
type ValueOf<Name extends Variable> = NonNullable<ReturnType<(typeof VARIABLES)[Name]['read']>>;

/**
 * What a variable says; nothing where it is not set.
 *
 * @throws Problem PL001 for a text that means nothing
 */
export function variable<Name extends Variable>(
  name: Name,
  env: NodeJS.ProcessEnv = process.env,
): ValueOf<Name> | undefined {
  const said = env[name];
  if (said === undefined) return undefined;
  const { read, allowed, example } = VARIABLES[name] as Kind<ValueOf<Name>>;
  const value = read(said);
  if (value !== undefined) return value;
  throw new Problem('PL001', {
    what: `${name} means nothing: ${said === '' ? 'it is empty' : said}; nothing was run`,
    why: `it is ${allowed}`,
    fix: `leave it out, or set ${name}=${example}`,
  });
}

/**
 * Looks at all of them, whatever a command reads.
 *
 * @throws Problem PL001 for the first that means nothing
 */
export function checkVariables(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(VARIABLES) as Variable[]) variable(name, env);
}

/**
 * A time that a file says, in milliseconds.
 *
 * @returns nothing for one that means nothing
 */
export const timeOf = (value: unknown): number | undefined => seconds(0, '').read(String(value));

/** Works with other variables of the process, which are as they were afterwards. */
export async function withVariables<T>(values: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  const before = Object.keys(values).map(name => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
