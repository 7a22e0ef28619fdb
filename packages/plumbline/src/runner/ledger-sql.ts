import { equal, literal } from '../sql/index.ts';
import { version } from '../version.ts';
import { type LedgerTables, qualifiedTable } from './ledger-tables.ts';

/** The name in the tracking table, where older versions of MikroORM wrote the file's ending too. */
export const NAME = `pg_catalog.regexp_replace(name, '\\.[jt]s$', '')`;
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

/** Something that is written into the ledger. */
export interface Mark {
  /** @param duration how long the migration took, in milliseconds, or an expression for it */
  sql(duration: number | string): string[];
  /** Whether each of its statements has to find the migration’s row. */
  findsRow: boolean;
}

const textOrNull = (text: string | undefined): string => (text === undefined ? 'null' : literal(text));

/** In the ledger the first migration is made on top of the name that nothing has. */
const parentText = (parent: string | null | undefined): string | undefined => (parent === null ? '' : parent);

/**
 * The statements that keep the list and the ledger, for a run and for a script that is run later. They stand between those
 * of migrations, which say where names are looked up, so that they call what is PostgreSQL's by its full name.
 */
export class LedgerSql {
  readonly #tracking: string;
  readonly #ledger: string;
  readonly #hasDigests: boolean;

  /** @param hasDigests whether the ledger has the columns that an older version of the toolkit did not make */
  constructor(tables: LedgerTables, { hasDigests = true } = {}) {
    this.#tracking = qualifiedTable(tables);
    this.#ledger = qualifiedTable(tables, '_ledger');
    this.#hasDigests = hasDigests;
  }

  /** Takes over what the stock tool ran, and lets go of what it took back. */
  get takeOver(): string[] {
    return [
      `insert into ${this.#ledger} as l (name, state, started_at, tool, ran_by)
select ${NAME}, 'applied', pg_catalog.min(executed_at), 'mikro-orm', 'unknown' from ${this.#tracking} group by 1
on conflict (name) do update set state = 'applied' where ${equal('l.state', "'running'")}`,
      `delete from ${this.#ledger} l where state operator(pg_catalog.<>) 'running'
  and not exists (select from ${this.#tracking} where ${equal(NAME, 'l.name')})`,
    ];
  }

  /** Everything that is known, in the order in which it was run. */
  get entries(): string {
    // as JSON, for a ledger that does not have the newer columns
    const newer = (name: string): string => `pg_catalog.to_jsonb(l) operator(pg_catalog.->>) '${name}' as ${name}`;
    return `select l.name, l.checksum, ${newer('digest')}, ${newer('parent')}, l.state, l.begun as started, l.done as applied, l.trail as "appliedDigest", l.started_at as "startedAt", l.duration_ms as "durationMs", l.tool, l.ran_by as "ranBy"
from ${this.#ledger} l left join (select pg_catalog.min(id) as id, ${NAME} as name from ${this.#tracking} group by 2) t on ${equal('l.name', 't.name')}
order by t.id nulls last, l.started_at`;
  }

  /** The list alone, of a database that only the stock tool knows. */
  get selectList(): string {
    return `select ${NAME} as name, pg_catalog.min(executed_at) as "startedAt" from ${this.#tracking} group by 1 order by pg_catalog.min(id)`;
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
where ${equal('name', literal(name))} and ${equal('state', "'applied'")}`;
  }

  /** Marks that a statement of one that runs outside a transaction begins. */
  statementStarted(name: string, count: number): string {
    return `update ${this.#ledger} set begun = ${count} where ${equal('name', literal(name))}`;
  }

  statementApplied(name: string, count: number, appliedDigest: string): string {
    return `update ${this.#ledger} set done = ${count}, trail = ${literal(appliedDigest)} where ${equal('name', literal(name))}`;
  }

  /** MikroORM's rows. */
  get rows(): string {
    return `select id, name, executed_at from ${this.#tracking} order by id`;
  }

  list(name: string): string {
    return `insert into ${this.#tracking} (name) values (${literal(name)})`;
  }

  unlist(name: string): string {
    return `delete from ${this.#tracking} where ${equal(NAME, literal(name))}`;
  }

  /** @param duration in milliseconds, or an expression for it */
  applied({ name, checksum, digest, parent }: Noted, duration: number | string): string[] {
    const more = this.#hasDigests ? `, digest = ${textOrNull(digest)}, parent = ${textOrNull(parentText(parent))}` : '';
    return [
      this.list(name),
      `update ${this.#ledger} set state = 'applied', checksum = ${literal(checksum)}${more}, duration_ms = ${duration}
where ${equal('name', literal(name))}`,
    ];
  }

  reverted(name: string): string[] {
    return [this.unlist(name), `delete from ${this.#ledger} where ${equal('name', literal(name))}`];
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
where ${equal('l.name', 'f.name')} and ${equal('l.state', "'applied'")} and ${isNew} and (l.checksum is null or ${equal('l.checksum', 'any (f.known)')})`;
  }
}
