import { Problem, type Say, silent } from '../problem/index.ts';
import { type Baseline, SHADOW_DSN, type ShadowSettings } from '../settings.ts';
import { identifier } from '../sql/index.ts';
import { embeddedScratch } from './embedded-scratch.ts';
import { serverScratch } from './server-scratch.ts';
import { type ScratchDatabase, Shadow, type ShadowOptions } from './shadow.ts';

interface OpenOptions {
  /** Tables that are passed over when a schema is read: those that record what was run. */
  ignoreTables?: readonly string[];
  /** The schema that a run makes for the list of what was run, before any migration. */
  ledgerSchema?: string;
  /** What stands in for the first migrations; its script is an absolute path. */
  baseline?: Baseline | undefined;
  /** Hears warnings, and what is waited for. */
  say?: Say;
}

/**
 * Starts the shadow that the settings ask for: once for each command, as it takes half a second.
 *
 * @throws Problem PL340 when it does not start
 */
export async function openShadow(
  { prelude, ...where }: ShadowSettings,
  { say, ...options }: OpenOptions = {},
): Promise<Shadow> {
  return new Shadow(await openScratch(where, say), grantedFor(prelude, options));
}

/** What migrations and entities take for granted: what settings say, and what a run makes for itself. */
export const grantedFor = (
  prelude: string | undefined,
  { ignoreTables = [], ledgerSchema, baseline }: Omit<OpenOptions, 'say'>,
): ShadowOptions => ({
  ignoreTables,
  baseline,
  prelude: [
    ...(ledgerSchema === undefined ? [] : [`create schema if not exists ${identifier(ledgerSchema)}`]),
    ...(prelude === undefined ? [] : [prelude]),
  ].join(';\n'),
});

/**
 * Starts the scratch database of a shadow.
 *
 * @throws Problem PL340 when it does not start, PL342 for a server's role that may do too much
 */
export async function openScratch(
  { dsn, allowPrivileged = false }: Omit<ShadowSettings, 'prelude'>,
  say: Say = silent,
): Promise<ScratchDatabase> {
  try {
    return dsn ? await serverScratch({ dsn, setting: SHADOW_DSN, allowPrivileged, say }) : await embeddedScratch();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('PL340', {
      what: dsn ? 'no scratch database can be made for the shadow' : 'the embedded PostgreSQL does not start',
      why: (cause as Error).message,
      fix: dsn
        ? `let the role of ${SHADOW_DSN} create databases, or unset it to use the embedded PostgreSQL`
        : `run npm ci again, or set ${SHADOW_DSN} to a server that may be used for scratch databases`,
      cause,
    });
  }
}
