import type { Session } from '../catalog/index.ts';
import type { ShadowSettings } from '../settings.ts';

/**
 * The version of PostgreSQL that migrations are for, as `server_version_num`: the older one of what the settings say and
 * what the configured server is. Unknown where neither says it; then the shadow's counts.
 */
export async function versionFor(
  { version }: ShadowSettings,
  live: Session | { version: number } | undefined,
): Promise<number | undefined> {
  const known = [version === undefined ? undefined : version * 10_000, live && (await versionOf(live))];
  const versions = known.filter(one => one !== undefined);
  return versions.length === 0 ? undefined : Math.min(...versions);
}

async function versionOf(live: Session | { version: number }): Promise<number> {
  if ('version' in live) return live.version;
  const [row] = await live.query<{ version: string }>(
    `select pg_catalog.current_setting('server_version_num') as version`,
  );
  return Number(row?.version);
}
