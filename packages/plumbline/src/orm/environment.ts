import { ALLOWANCES, type Limits } from '../migrator/index.ts';
import { Problem } from '../problem/index.ts';

/** What the environment says about a run, where it says nothing these. Times are in seconds there. */
const OTHERWISE = {
  /** How long to wait for another run that shows no sign of work. */
  PLUMBLINE_LOCK_WAIT: 600,
  /** How long to try for a lock that the application holds. */
  PLUMBLINE_LOCK_PATIENCE: 60,
  /** How long one attempt may hold up those who come after it. */
  PLUMBLINE_LOCK_TIMEOUT: 0.1,
  /** How long a statement may run that others wait for. */
  PLUMBLINE_STATEMENT_TIMEOUT: 30,
};

export interface RunSettings {
  limits: Limits;
  /** How long to wait for another run, in milliseconds. */
  wait: number;
  /** Deviations of the history that a person agreed to. */
  allowed: ReadonlySet<string>;
}

/** @throws Problem PL001 for a value that means nothing */
export const runSettings = (env = process.env): RunSettings => ({
  wait: time('PLUMBLINE_LOCK_WAIT', env),
  limits: {
    lock: time('PLUMBLINE_LOCK_TIMEOUT', env),
    statement: time('PLUMBLINE_STATEMENT_TIMEOUT', env),
    patience: time('PLUMBLINE_LOCK_PATIENCE', env),
  },
  allowed: allowances(env.PLUMBLINE_ALLOW ?? ''),
});

/** In whole milliseconds, as PostgreSQL takes them. */
function time(name: keyof typeof OTHERWISE, env: NodeJS.ProcessEnv): number {
  const seconds = Number(env[name] || OTHERWISE[name]);
  if (seconds >= 0 && seconds < 1e6) return Math.round(seconds * 1000);
  throw new Problem('PL001', {
    what: `${name} is not a time in seconds: ${env[name]}`,
    fix: `leave it out, or set ${name}=${OTHERWISE[name]}`,
  });
}

function allowances(text: string): ReadonlySet<string> {
  const words = text.split(',').filter(Boolean);
  const [unknown] = words.filter(word => !(ALLOWANCES as readonly string[]).includes(word));
  if (unknown === undefined) return new Set(words);
  throw new Problem('PL001', {
    what: `PLUMBLINE_ALLOW has a word that means nothing: ${unknown}`,
    fix: `use ${ALLOWANCES.join(', ')}, with commas between them`,
  });
}
