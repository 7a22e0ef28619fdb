import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Location, Problem } from '../../problem/index.ts';
import { SHADOW_DSN } from '../../settings.ts';
import { PsqlCommand, readScript, runScript, ScriptFailure } from '../../shadow/index.ts';
import { positionAt, SqlSyntaxError } from '../../sql/index.ts';
import { onShadow } from './built.ts';
import type { Source } from './state.ts';

/**
 * What a script makes: a dump of `pg_dump`, or one that somebody wrote.
 *
 * @throws Problem PL530 for a file that cannot be read, PL531 for one that is no SQL or that PostgreSQL refuses
 */
export async function fileOf(path: string): Promise<Source> {
  const text = await textOf(path);
  const at = (offset: number): Location => ({ file: resolve(path), ...positionAt(text, offset) });
  const script = await readScript(text).catch((error: unknown) => {
    throw scriptProblem(error, at);
  });
  const about = { kind: 'file', title: path } as const;
  return {
    ...about,
    async read(open) {
      const shadow = await open();
      const leftOut = await runScript(shadow, script).catch((error: unknown) => {
        throw scriptProblem(error, at);
      });
      return onShadow(shadow, about, { leftOut });
    },
  };
}

async function textOf(path: string): Promise<string> {
  const file = resolve(path);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile())
    throw new Problem('PL530', {
      what: found ? `${path} is not a file` : `there is no file ${path}`,
      why: found ? undefined : `looked for as ${file}`,
      fix: 'name a script, as pg_dump --schema-only writes it',
    });
  const text = await readFile(file, 'utf8');
  // the format of pg_dump --format=custom begins with this
  if (text.startsWith('PGDMP'))
    throw new Problem('PL530', {
      what: `${path} is a dump in pg_dump’s own format`,
      fix: `make a script of it: pg_restore --schema-only --file=schema.sql ${path}`,
    });
  return text;
}

function scriptProblem(error: unknown, at: (offset: number) => Location): unknown {
  if (error instanceof SqlSyntaxError)
    return new Problem('PL531', {
      what: error.message,
      location: at(error.offset),
      fix: 'correct the file',
      cause: error,
    });
  if (error instanceof PsqlCommand)
    return new Problem('PL531', {
      what: `psql’s ${error.message.split(/\s/)[0]} cannot be followed here`,
      location: at(error.offset),
      fix: 'run the script with psql, and give what pg_dump --schema-only says of the database',
      cause: error,
    });
  if (!(error instanceof ScriptFailure)) return error;
  const isMissing = error.missing.length > 0;
  return new Problem(isMissing ? 'PL341' : 'PL531', {
    what: error.message,
    location: at(error.offset),
    why: isMissing ? `the shadow does not have ${error.missing.join(', ')}` : undefined,
    fix: isMissing
      ? `set ${SHADOW_DSN} to a server that has it and may be used for scratch databases`
      : 'correct the file',
    cause: error,
  });
}
