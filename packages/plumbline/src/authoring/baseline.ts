import { nameOf } from '../history/index.ts';
import { Problem } from '../problem/index.ts';
import { OTHER_SHADOW } from '../settings.ts';
import { ScriptFile, type Shadow } from '../shadow/index.ts';

/** Where a replay begins. */
export interface ReplayStart<M> {
  /** The migrations that are left to run. */
  left: readonly M[];
  /** Whether the shadow holds what the baseline's script makes. */
  isBaseline: boolean;
}

/**
 * Puts the shadow where migrations begin: into the state of the project's baseline, or empty.
 *
 * @throws Problem PL333 where they end before the baseline does, PL530, PL531 or PL341 for its script
 */
export async function startReplay<M extends { name: string }>(
  shadow: Shadow,
  migrations: readonly M[],
): Promise<ReplayStart<M>> {
  const { baseline } = shadow;
  const since = baseline?.since === undefined ? undefined : nameOf(baseline.since);
  // an empty database is none that a migration led to
  if (!baseline || (since !== undefined && migrations.length === 0)) {
    await shadow.reset();
    return { left: migrations, isBaseline: false };
  }
  const last = since === undefined ? -1 : migrations.findIndex(({ name }) => name === since);
  if (since !== undefined && last === -1) throw endsBefore(since, migrations.at(-1)?.name);
  await runBaseline(shadow, baseline.script);
  return { left: migrations.slice(last + 1), isBaseline: true };
}

async function runBaseline(shadow: Shadow, path: string): Promise<void> {
  const file = await ScriptFile.read(path);
  const [missing] = await file.run(shadow);
  if (missing)
    throw new Problem('PL341', {
      what: `the shadow does not have ${missing.what}, which the baseline makes`,
      location: { file: path },
      why: missing.why,
      fix: OTHER_SHADOW,
    });
}

const endsBefore = (since: string, last: string | undefined): Problem =>
  new Problem('PL333', {
    what: `what the migrations up to ${last} lead to is not known`,
    why: `the baseline stands for all of them up to and with ${since}, which is not among these`,
    fix: 'ask about a later one, or name a migration of the project in baseline.since: npx plumb history',
  });
