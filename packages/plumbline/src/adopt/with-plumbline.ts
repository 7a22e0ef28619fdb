import { DefaultLogger, type Options } from '@mikro-orm/core';
import { endOnProblem, guardStockCommand, isCommandLine } from '../cli/stock.ts';
import { say as print, sayNotice, TERMINAL } from '../cli/terminal.ts';
import { type NoticeListener, visibleLogger } from '../connection/index.ts';
import { OLDEST } from '../objects/index.ts';
import type { Attendance } from '../orm/index.ts';
import { Problem, type Say } from '../problem/index.ts';
import { asOption, type Baseline, DECISIONS_FILE, type HistorySettings, type ShadowSettings } from '../settings.ts';
import { readTypeScript } from '../typescript.ts';
import { checkVariables, variable } from '../variables.ts';
import { extensionsWith } from './extensions.ts';

/** What a project says to the toolkit, beside MikroORM's own options. */
export interface Hearing {
  env?: NodeJS.ProcessEnv | undefined;
  /** Where scratch databases are made, and what the schema takes for granted; PLUMBLINE_SHADOW_DSN names a server. */
  shadow?: ShadowSettings | undefined;
  /** A schema that stands in for the first migrations: see Baseline. */
  baseline?: Baseline | undefined;
  /** What of a history is no mistake in this project: a shared table, branches that are merged late. */
  history?: HistorySettings | undefined;
  /** Answers to questions about changes, seen from the root; a file that is not there holds none. */
  decisionsFile?: string | undefined;
  /** Hears what is no result: warnings, and what is waited for. Prints it on standard error by default. */
  say?: Say | undefined;
  /** Hears what PostgreSQL says beside its answers. Says warnings by default, in commands. */
  onNotice?: NoticeListener | undefined;
  /** Hears what happens in runs, and is asked; the terminal of the process by default. */
  attendance?: Attendance | undefined;
}

/** What the way to the database is made with. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  say: Say;
  onNotice: NoticeListener;
}

/**
 * A project's options with the toolkit in them, whichever way they came: its migrator, schema generator and seed manager,
 * and its settings. The way to the database is the caller's.
 *
 * @throws Problem PL001 for a variable that means nothing, PL171 for a version that is not supported, PL352 for an
 * extension that cannot stay
 */
export function withPlumbline<T extends Partial<Options>>(
  theirs: T,
  hearing: Hearing,
  database: (surroundings: Surroundings) => Partial<Options>,
): T & Partial<Options> {
  const {
    env = process.env,
    say = print,
    shadow,
    decisionsFile = DECISIONS_FILE,
    baseline,
    history,
    attendance = TERMINAL,
  } = hearing;
  readTypeScript();
  guardStockCommand();
  try {
    checkVariables(env);
    if (shadow) checkVersion(shadow);
    return {
      loggerFactory: options => (isCommandLine() ? visibleLogger : DefaultLogger.create)(options),
      ...theirs,
      extensions: extensionsWith(theirs.extensions ?? [], attendance),
      ...database({ env, say, onNotice: hearing.onNotice ?? ifCommand(sayNotice(say)) }),
      ...asOption({ shadow: { ...shadowFrom(env), ...shadow }, baseline, history, decisionsFile, say }),
      // the migrations are the record of the schema; a snapshot beside them would be a second one
      // the toolkit reports a run by itself
      migrations: { snapshot: false, silent: true, ...theirs.migrations },
    };
  } catch (error) {
    return endOnProblem(error);
  }
}

/** What PostgreSQL says while the application works is the application's affair. */
const ifCommand =
  (listener: NoticeListener): NoticeListener =>
  notice => {
    if (isCommandLine()) listener(notice);
  };

/** What the environment says of the shadow. */
function shadowFrom(env: NodeJS.ProcessEnv): ShadowSettings {
  const allowed = variable('PLUMBLINE_SHADOW_ALLOW', env);
  return { dsn: variable('PLUMBLINE_SHADOW_DSN', env), ...(allowed && { allowPrivileged: true }) };
}

/** @throws Problem PL171 for a version that is not supported */
function checkVersion({ version }: ShadowSettings): void {
  if (version === undefined || (Number.isInteger(version) && version >= OLDEST / 10_000)) return;
  throw new Problem('PL171', {
    what: `shadow.version is ${version}, which is no version of PostgreSQL that is supported`,
    fix: `name a major version, ${OLDEST / 10_000} or newer, or leave it out`,
  });
}
