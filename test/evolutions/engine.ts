import type { PGlite } from '@electric-sql/pglite';
import { type EntitySchema, MikroORM } from '@mikro-orm/pglite';
import {
  buildEntities,
  copyCatalog,
  type Decisions,
  embeddedScratch,
  inverse,
  noDecisions,
  planChange,
  readCatalog,
  type Session,
  Shadow,
} from 'mikro-orm-plumbline';

/** The shapes of ../../../shared/evolutions/types.ts, as far as they are used here. */
interface Side {
  entities: EntitySchema[];
  config?: Record<string, unknown>;
}
interface Hints {
  tables?: [string, string][];
  columns?: [string, string, string][];
  enumValues?: [string, string, string][];
  notRenames?: [string, string, string][];
  using?: Record<string, string>;
}

const scratch = await embeddedScratch();
const ENVIRONMENT = `
  create extension if not exists vector;
  do $$ begin if not exists (select from pg_roles where rolname = 'app_user') then create role app_user; end if; end $$;`;

const shadowWith = (prelude = ''): Shadow => new Shadow(scratch, { prelude: `${ENVIRONMENT}\n${prelude}` });

const sessionOf = (pg: PGlite): Session => ({ query: async <Row>(sql: string) => (await pg.query<Row>(sql)).rows });

async function withOrm<T>(side: Side, pg: PGlite, work: (orm: MikroORM) => Promise<T>): Promise<T> {
  const orm = await MikroORM.init({
    entities: side.entities,
    allowGlobalContext: true,
    discovery: { warnWhenNoEntities: false },
    driverOptions: { pglite: pg },
    ...side.config,
  } as never);
  try {
    return await work(orm);
  } finally {
    await orm.close(true);
  }
}

function decisionsOf({ tables = [], columns = [], enumValues = [], notRenames = [], using = {} }: Hints): Decisions {
  return {
    ...noDecisions(),
    renames: [
      ...tables.map(([from, to]) => ({ kind: 'table' as const, from, to })),
      ...columns.map(([table, from, to]) => ({ kind: 'column' as const, from: `${table}.${from}`, to })),
      ...enumValues.map(([type, from, to]) => ({ kind: 'value' as const, from: `${type}.${from}`, to })),
    ],
    notRenames: notRenames.map(([table, from, to]) => ({ kind: 'column' as const, from: `${table}.${from}`, to })),
    conversions: using,
  };
}

export default {
  name: 'plumbline',

  async createInitial(side: Side, pg: PGlite): Promise<string[]> {
    const shadow = shadowWith();
    const target = await withOrm(side, pg, orm => buildEntities(shadow, orm.em));
    await shadow.reset();
    return (await planChange(shadow, target)).steps.map(({ sql }) => sql);
  },

  async diff(db: { pg: PGlite; prelude?: string }, side: Side, hints: Hints = {}) {
    const shadow = shadowWith(db.prelude);
    const target = await withOrm(side, db.pg, orm => buildEntities(shadow, orm.em));
    const live = sessionOf(db.pg);
    const current = await readCatalog(live);
    await copyCatalog(shadow, current);
    const decisions = decisionsOf(hints);
    const up = await planChange(shadow, target, { decisions, live, evidence: 'target', guess: true });
    const warnings = up.hazards.map(({ kind, message }) => ({
      kind: kind === 'data-loss' || kind === 'may-fail' ? kind : 'other',
      message,
    }));
    if (up.questions.length > 0)
      return { up: [], down: [], warnings, refused: up.questions.map(({ message }) => message).join('; ') };
    await shadow.apply(up.steps.map(({ sql }) => sql));
    const down = await planChange(shadow, current, {
      decisions: inverse(decisions, current.defaultSchema),
      guess: true,
      unasked: true,
    });
    return { up: up.steps.map(({ sql }) => sql), down: down.steps.map(({ sql }) => sql), warnings };
  },
};
