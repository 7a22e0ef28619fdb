import { literal } from '../sql/quote.ts';
import { version } from '../version.ts';
import { type LedgerTables, qualified } from './ledger-tables.ts';

/** The name in the tracking table, where older versions of MikroORM wrote the file's ending too. */
export const NAME = `regexp_replace(name, '\\.[jt]s$', '')`;
const TOOL = literal(`plumbline ${version}`);

/** What the ledger keeps of a file. */
export interface Noted {
  name: string;
  /** SHA-256 of its text: what versions of the toolkit compare that know no digest. */
  checksum: string;
  /** What such versions may have noted for it. */
  known: readonly string[];
  digest: string;
  /** What it was made on top of; absent where it does not say. */
  parent: string | null | undefined;
}

const textOrNull = (text: string | undefined): string => (text === undefined ? 'null' : literal(text));

/** In the ledger the first migration is made on top of the name that nothing has. */
const parentText = (parent: string | null | undefined): string | undefined => (parent === null ? '' : parent);

/** The statements that keep the list and the ledger, for a run and for a script that is run later. */
export class LedgerSql {
  readonly #tracking: string;
  readonly #ledger: string;
  readonly #hasDigests: boolean;

  /** @param hasDigests whether the ledger has the columns that an older version of the toolkit did not make */
  constructor(tables: LedgerTables, { hasDigests = true } = {}) {
    this.#tracking = qualified(tables);
    this.#ledger = qualified(tables, '_ledger');
    this.#hasDigests = hasDigests;
  }

  /** Takes over what the stock tool ran, and lets go of what it took back. */
  get takeOver(): string[] {
    return [
      `insert into ${this.#ledger} as l (name, state, started_at, tool, ran_by)
select ${NAME}, 'applied', min(executed_at), 'mikro-orm', 'unknown' from ${this.#tracking} group by 1
on conflict (name) do update set state = 'applied' where l.state = 'running'`,
      `delete from ${this.#ledger} l where state <> 'running'
  and not exists (select from ${this.#tracking} where ${NAME} = l.name)`,
    ];
  }

  /** Everything that is known, in the order in which it was run. */
  get entries(): string {
    // as JSON, for a ledger that does not have the newer columns
    return `select l.name, l.checksum, to_jsonb(l) ->> 'digest' as digest, to_jsonb(l) ->> 'parent' as parent, l.state, l.begun, l.done, l.trail, l.started_at as "startedAt", l.duration_ms as "durationMs", l.tool, l.ran_by as "ranBy"
from ${this.#ledger} l left join (select min(id) as id, ${NAME} as name from ${this.#tracking} group by 2) t using (name)
order by t.id nulls last, l.started_at`;
  }

  /** The list alone, of a database that only the stock tool knows. */
  get listed(): string {
    return `select ${NAME} as name, min(executed_at) as "startedAt" from ${this.#tracking} group by 1 order by min(id)`;
  }

  /**
   * Notes that a migration begins.
   *
   * @param who an expression for the role, and the host and process
   */
  begin(name: string, checksum: string, who: string): string {
    return `insert into ${this.#ledger} (name, checksum, state, tool, ran_by)
values (${literal(name)}, ${literal(checksum)}, 'running', ${TOOL}, ${who})`;
  }

  beginReverting(name: string, who: string): string {
    return `update ${this.#ledger} set state = 'reverting', begun = 0, done = 0, trail = null, tool = ${TOOL}, ran_by = ${who}
where name = ${literal(name)} and state = 'applied'`;
  }

  /** Marks that a statement of one that runs outside a transaction begins. */
  begun(name: string, count: number): string {
    return `update ${this.#ledger} set begun = ${count} where name = ${literal(name)}`;
  }

  done(name: string, count: number, trail: string): string {
    return `update ${this.#ledger} set done = ${count}, trail = ${literal(trail)} where name = ${literal(name)}`;
  }

  /** @param duration in milliseconds, or an expression for it */
  applied({ name, checksum, digest, parent }: Noted, duration: number | string): string[] {
    const more = this.#hasDigests ? `, digest = ${textOrNull(digest)}, parent = ${textOrNull(parentText(parent))}` : '';
    return [
      `insert into ${this.#tracking} (name) values (${literal(name)})`,
      `update ${this.#ledger} set state = 'applied', checksum = ${literal(checksum)}${more}, duration_ms = ${duration}
where name = ${literal(name)}`,
    ];
  }

  reverted(name: string): string[] {
    return [
      `delete from ${this.#tracking} where ${NAME} = ${literal(name)}`,
      `delete from ${this.#ledger} where name = ${literal(name)}`,
    ];
  }

  /** Records what the files say whose migrations another tool ran, or an older version of this one. */
  adopt(files: readonly Noted[]): string {
    const values = files.map(
      ({ name, checksum, known, digest, parent }) =>
        `(${literal(name)}, ${literal(checksum)}, array[${known.map(literal).join(', ')}], ${literal(digest)}, ${textOrNull(parentText(parent))})`,
    );
    const more = this.#hasDigests ? ', digest = f.digest, parent = f.parent' : '';
    const isNew = this.#hasDigests ? 'l.digest is null' : 'l.checksum is null';
    return `update ${this.#ledger} l set checksum = f.checksum${more}
from (values ${values.join(', ')}) as f (name, checksum, known, digest, parent)
where l.name = f.name and l.state = 'applied' and ${isNew} and (l.checksum is null or l.checksum = any (f.known))`;
  }
}
