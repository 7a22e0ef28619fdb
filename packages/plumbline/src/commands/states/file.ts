import { ScriptFile } from '../../shadow/index.ts';
import { onShadow } from './built.ts';
import type { Source } from './state.ts';

/**
 * What a script makes: a dump of `pg_dump`, or one that somebody wrote.
 *
 * @throws Problem PL530 for a file that cannot be read, PL531 for one that is no SQL or that PostgreSQL refuses
 */
export async function fileOf(path: string): Promise<Source> {
  const file = await ScriptFile.read(path);
  const about = { kind: 'file', title: path } as const;
  return {
    ...about,
    async read(open) {
      const shadow = await open();
      return onShadow(shadow, about, { leftOut: [...file.script.leftOut, ...(await file.run(shadow))] });
    },
  };
}
