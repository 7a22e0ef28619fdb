import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Location, Problem } from '../problem/index.ts';
import { SHADOW_DSN } from '../settings.ts';
import { positionAt, SqlSyntaxError } from '../sql/index.ts';
import { type LeftOut, PsqlCommand, readScript, runScript, type Script, ScriptFailure } from './script.ts';
import type { Shadow } from './shadow.ts';

/** A file of SQL that was taken apart. */
export class ScriptFile {
  readonly script: Script;
  readonly #at: (offset: number) => Location;

  private constructor(script: Script, at: (offset: number) => Location) {
    this.script = script;
    this.#at = at;
  }

  /** @throws Problem PL530 for a file that cannot be read, PL531 for one that is no SQL */
  static async read(path: string): Promise<ScriptFile> {
    const text = await textOf(path);
    const at = (offset: number): Location => ({ file: resolve(path), ...positionAt(text, offset) });
    const script = await readScript(text).catch((error: unknown) => {
      throw scriptProblem(error, at);
    });
    return new ScriptFile(script, at);
  }

  /**
   * Puts the shadow into the state that it makes.
   *
   * @returns what the shadow does not have, and was left out
   * @throws Problem PL531 for a statement that PostgreSQL refuses, PL341 where it needs what the shadow does not have
   */
  run(shadow: Shadow): Promise<LeftOut[]> {
    return runScript(shadow, this.script).catch((error: unknown) => {
      throw scriptProblem(error, this.#at);
    });
  }
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
