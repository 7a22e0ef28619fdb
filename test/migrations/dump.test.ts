import { afterAll, beforeAll, expect, test } from 'vitest';
import { onServer, server } from '../../packages/plumbline/test/support/engines.ts';
import { pgDump } from '../../packages/plumbline/test/support/pg-dump.ts';
import { fullLegacyState } from '../support/legacy-state.ts';
import { openPlatform, type Platform } from '../support/platform.ts';

onServer('pg_dump --schema-only', () => {
  const platforms: Record<'fresh' | 'adopted', Platform> = {} as never;
  beforeAll(async () => {
    platforms.fresh = await openPlatform(server);
    platforms.adopted = await openPlatform(server);
    await platforms.adopted.sql(fullLegacyState());
    for (const { orm } of Object.values(platforms)) await orm.migrator.up();
  });
  afterAll(async () => {
    for (const platform of Object.values(platforms)) await platform.close();
  });

  test('an adopted database differs from a fresh one only in what it had beyond the schema', async () => {
    const [fresh, adopted] = [await dump(platforms.fresh), await dump(platforms.adopted)];
    expect(without(fresh, adopted)).toEqual(['    metadata jsonb,']);
    expect(without(adopted, fresh)).toEqual([
      // two columns
      '    fallback_reason text,',
      '    original_provider text,',
      // a default
      `    metadata jsonb DEFAULT '{}'::jsonb,`,
      // the other service's table and the key that points at it
      'CREATE TABLE public.sessions (',
      '    session_id uuid DEFAULT gen_random_uuid() NOT NULL',
      'ALTER TABLE public.sessions OWNER TO postgres;',
      'ALTER TABLE ONLY public.sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (session_id);',
      'ALTER TABLE ONLY public.session_embeddings ADD CONSTRAINT session_embeddings_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.sessions(session_id) ON DELETE CASCADE;',
    ]);
  });
});

/** The lines of a dump that say something. */
async function dump({ orm }: Platform): Promise<string[]> {
  const output = await pgDump(orm.config.get('dbName') as string, ['--schema-only']);
  // neither its comments, nor the end of each table
  return output
    .replaceAll(/\n +ADD /g, ' ADD ')
    .split('\n')
    .filter(line => line && line !== ');' && !line.startsWith('--'));
}

/** The lines of one dump that the other one does not have, or has less often. */
function without(lines: string[], others: string[]): string[] {
  const left = [...others];
  return lines.filter(line => {
    const place = left.indexOf(line);
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
}
