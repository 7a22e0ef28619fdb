import { allowancesOf } from '../history/index.ts';
import type { Limits } from '../runner/index.ts';
import type { Settings } from '../settings.ts';
import { VARIABLES, variable } from '../variables.ts';

export interface RunSettings {
  limits: Limits;
  /** How long to wait for another run, in milliseconds. */
  wait: number;
  /** Deviations of the history that a person agreed to. */
  allowed: ReadonlySet<string>;
}

/**
 * What the environment says about a run, and the project about its history.
 *
 * @throws Problem PL001 for a value that means nothing
 */
export const runSettings = (settings: Settings, env = process.env): RunSettings => ({
  wait: time('PLUMBLINE_LOCK_WAIT', env),
  limits: {
    lock: time('PLUMBLINE_LOCK_TIMEOUT', env),
    statement: time('PLUMBLINE_STATEMENT_TIMEOUT', env),
    patience: time('PLUMBLINE_LOCK_PATIENCE', env),
  },
  allowed: new Set([...allowancesOf(settings), ...(variable('PLUMBLINE_ALLOW', env) ?? [])]),
});

type Time =
  | 'PLUMBLINE_LOCK_WAIT'
  | 'PLUMBLINE_LOCK_TIMEOUT'
  | 'PLUMBLINE_STATEMENT_TIMEOUT'
  | 'PLUMBLINE_LOCK_PATIENCE';

/** In milliseconds; what the variable shows as an example is what holds without it. */
const time = (name: Time, env: NodeJS.ProcessEnv): number =>
  variable(name, env) ?? Math.round(Number(VARIABLES[name].example) * 1000);
