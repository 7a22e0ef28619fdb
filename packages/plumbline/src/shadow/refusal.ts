import type { Session } from '../catalog/index.ts';
import { SQLSTATE } from '../problem/index.ts';
import { literal } from '../sql/index.ts';

/** What PostgreSQL has against a statement. */
export interface Refusal {
  message: string;
  /** PostgreSQL's error code. */
  code: string;
}

/** Where a block leaves what it caught. */
const CAUGHT = 'plumbline.refusal';

/**
 * Runs statements in a block that catches what PostgreSQL has against them, and leaves no trace of them then. Embedded
 * PostgreSQL keeps a part of its stack for each error that reaches the client, and fails for good after some two thousand;
 * what a block catches costs nothing.
 *
 * @param keep whether what worked stays
 */
export async function refusalOf(
  session: Session & { run(script: string): Promise<void> },
  statements: readonly string[],
  { keep }: { keep: boolean },
): Promise<Refusal | undefined> {
  const block = `
    begin
      perform pg_catalog.set_config('${CAUGHT}', '', false);
      begin
        ${statements.map(statement => `execute ${literal(statement)};`).join('\n')}
        ${keep ? '' : `raise exception using errcode = '${SQLSTATE.undone}';`}
      exception when others then
        if sqlstate operator(pg_catalog.<>) '${SQLSTATE.undone}' then
          perform pg_catalog.set_config('${CAUGHT}', pg_catalog.json_build_object('message', sqlerrm, 'code', sqlstate)::pg_catalog.text, false);
        end if;
      end;
    end`;
  await session.run(`do ${literal(block)}`);
  const [row] = await session.query<{ caught: string }>(`select pg_catalog.current_setting('${CAUGHT}') as caught`);
  return row?.caught ? (JSON.parse(row.caught) as Refusal) : undefined;
}
