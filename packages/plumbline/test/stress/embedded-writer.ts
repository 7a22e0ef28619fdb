/**
 * Works on an embedded database, and tells what it does, a line each:
 *
 *   node embedded-writer.ts FOLDER NAME rows COUNT        writes so many rows, one by one
 *   node embedded-writer.ts FOLDER NAME statement SECONDS writes a row, and then one at the end of a long statement
 *
 * `in` and `out` stand around the time for which it has the database, `ack NAME N` behind a row that PostgreSQL says is
 * kept. A file beside the folder shows that nobody else has it meanwhile: the database itself is not asked.
 */
import { closeSync, openSync, rmSync } from 'node:fs';
import { EmbeddedPostgres } from '../../src/connection/embedded.ts';
import { Problem, renderProblem } from '../../src/problem/index.ts';

const [folder = '', name = '', does = 'rows', amount = '1'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const witness = `${folder}.inside`;

async function open(): Promise<EmbeddedPostgres> {
  for (;;)
    try {
      return await EmbeddedPostgres.open({
        folder,
        onNotice: () => {},
        say: text => process.stderr.write(`${text}\n`),
      });
    } catch (error) {
      // it is patient for longer than a command is
      if (!(error instanceof Problem && error.code === 'PL160')) throw error;
    }
}

say('starting');
try {
  const postgres = await open();
  closeSync(openSync(witness, 'wx'));
  say(`in ${name}`);
  await postgres.exec(`
    create table if not exists written (name text, n integer, filler text, primary key (name, n));
    create index if not exists written_filler on written (filler)`);
  const [row] = (
    await postgres.query<{ next: number }>('select coalesce(max(n) + 1, 0)::int as next from written where name = $1', [
      name,
    ])
  ).rows;
  const first = row?.next ?? 0;
  const insert = async (n: number, seconds = 0): Promise<void> => {
    await postgres.query(`insert into written select $1, $2::int, md5($1 || $2::text) from pg_sleep(${seconds})`, [
      name,
      n,
    ]);
    say(`ack ${name} ${n}`);
  };
  if (does === 'rows') for (let n = first; n < first + Number(amount); n++) await insert(n);
  else {
    await insert(first);
    await insert(first + 1, Number(amount));
  }
  rmSync(witness);
  say(`out ${name}`);
  await postgres.close();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${renderProblem(error)}\n`);
  process.exit(error.exitCode);
}
