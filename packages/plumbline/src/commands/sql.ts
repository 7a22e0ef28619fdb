import type { Options } from '@mikro-orm/core';
import { resolveRange } from '../history/index.ts';
import { type Block, scriptOf } from '../runner/index.ts';
import { withProject } from './project.ts';

/** A run as a script. */
export interface Sql {
  /** The migration that the database must be at; `null` for one that ran none. */
  from: string | null;
  /** The migration that it is at afterwards. */
  to: string | null;
  method: 'up' | 'down';
  /** The migrations that the script holds, in the order in which it runs them. */
  migrations: string[];
  /** What is committed together, or one by one. */
  blocks: Block[];
}

/**
 * What `migration:up` or `migration:down` would do, as a script, with the bookkeeping. Needs no database.
 *
 * @param range `FROM:TO`; from the empty database to the last migration when absent
 * @throws Problem PL240 and PL001 for a stretch that is not there, PL550 for a migration that asks a database
 *
 * @example
 * const { blocks } = await sql(options, { range: 'base:head' });
 * for (const { statements } of blocks) console.log(statements.join(';\n'));
 */
export const sql = (options: Partial<Options>, { range }: { range?: string | undefined } = {}): Promise<Sql> =>
  withProject(options, async project => {
    const files = await project.files();
    const { from, to } = resolveRange(range, { files });
    const method = to >= from ? 'up' : 'down';
    const names = files.slice(Math.min(from, to), Math.max(from, to)).map(({ name }) => name);
    return {
      from: files[from - 1]?.name ?? null,
      to: files[to - 1]?.name ?? null,
      method,
      migrations: method === 'up' ? names : names.reverse(),
      blocks: await scriptOf({ ...project.migrator.scriptOptions(), files }, from, to),
    };
  });
