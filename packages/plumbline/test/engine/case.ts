import { expect } from 'vitest';
import { compareCatalogs, type Decisions, decide, inverse } from '../../src/compare/index.ts';
import { ANSWERS, type Catalog } from '../../src/objects/index.ts';
import { type Plan, planChange, type Step } from '../../src/planner/index.ts';
import { splitStages } from '../../src/proof/index.ts';
import { type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';
import { projectVersion } from '../support/scratch.ts';
import { emptied, filledViews, fingerprint } from './fingerprint.ts';

/** A change of a schema, and what the engine has to make of it. */
export interface Case {
  name: string;
  /** A script that makes the schema; an empty database without it. */
  before?: string;
  /** The schema that is wanted; the one of before, when it is not given. */
  after?: string;
  /** Rows of the live database. */
  rows?: string;
  /** What a person decided, in the words of the flags: `rename column users.phone=mobile`. */
  answers?: string[];
  /** The statements in one transaction. */
  up?: string[];
  /** The statements stage by stage, for tables that stay in use. */
  online?: string[][];
  /** The statements back, where they are part of the product. */
  down?: string[];
  /** The ids of all hazards; none when it is not given. */
  hazards?: string[];
  /** The ids of all questions: then nothing is planned. */
  questions?: string[];
  /** A query whose rows are the same before, after, and after the way back; two where names differ. */
  kept?: string | { before: string; after: string };
  /** A query on the new state, and its rows. */
  gives?: [string, Record<string, unknown>[]];
  /** What PostgreSQL says on these rows: the change cannot be made, and nothing of it is. */
  fails?: string;
  /** The oldest version of PostgreSQL that the two schemas can be said to. */
  since?: number;
  /** What is otherwise on a version that is older than this one; of several, the oldest counts. */
  below?: Record<number, Partial<Case>>;
}

export const isFor = ({ since = 0 }: Case, version: number): boolean => version >= since;

/** Whether a case uses types or indexes of pgvector. */
export const needsPgvector = ({ before = '', after = '' }: Case): boolean =>
  `${before}${after}`.includes('create extension vector');

/** A case as it is on a version of PostgreSQL. */
export const on = (one: Case, version: number): Case => ({
  ...one,
  ...Object.entries(one.below ?? {}).find(([newer]) => version < Number(newer))?.[1],
});

interface State {
  catalog: Catalog;
  words: string[];
}

/** A live database with rows, and a shadow to plan on. */
export class Bench {
  readonly #live: ScratchDatabase;
  readonly #liveShadow: Shadow;
  readonly #shadow: Shadow;

  constructor(live: ScratchDatabase, scratch: ScratchDatabase) {
    this.#live = live;
    this.#liveShadow = new Shadow(live);
    this.#shadow = new Shadow(scratch);
  }

  /** Plans and runs a case for real, there and back. */
  async check(one: Case): Promise<void> {
    await this.#run(one, false);
    if (one.online) await this.#run(one, true);
  }

  async #run(one: Case, online: boolean): Promise<void> {
    const { before = '', after = before, rows = '', kept, gives } = one;
    const wanted = await build(this.#shadow, after);
    const first = await build(this.#shadow, before);
    await build(this.#liveShadow, before);
    await this.#live.run(rows);

    const decisions = decisionsOf(one.answers ?? []);
    const plan = await planChange(this.#shadow, wanted.catalog, {
      decisions,
      online,
      live: this.#live,
      evidence: 'target',
    });
    expectPlan(plan, one, online);
    if (plan.questions.length > 0) return;

    const query = typeof kept === 'object' ? kept : { before: kept, after: kept };
    const held = await this.#ask(query.before);
    const filled = await filledViews(this.#live);
    if (one.fails !== undefined) {
      await expect(run(this.#liveShadow, plan.steps)).rejects.toThrow(one.fails);
      if (!online) await this.#expectState(first);
      return;
    }
    await this.#both(plan.steps);
    await this.#expectState(wanted);
    expect(await this.#ask(query.after), 'rows after up').toEqual(held);
    expect(await emptied(this.#live, filled), 'emptied by up').toEqual([]);
    if (gives) await this.#liveShadow.attempt(async () => expect(await this.#ask(gives[0])).toEqual(gives[1]));

    const back = { decisions: inverse(decisions, first.catalog.defaultSchema), online, guess: true, unasked: true };
    const down = await planChange(this.#shadow, first.catalog, back);
    if (one.down && !online) expect(told(shown(down.steps)), 'down').toEqual(told(one.down));
    await this.#both(down.steps);
    await this.#expectState(first);
    expect(await this.#ask(query.before), 'rows after down').toEqual(held);
    expect(await emptied(this.#live, filled), 'emptied by down').toEqual([]);
  }

  async #ask(query: string | undefined): Promise<unknown> {
    return query === undefined ? undefined : this.#live.query(query);
  }

  /** The live database for the rows, the shadow to plan the way back on. */
  async #both(steps: readonly Step[]): Promise<void> {
    await run(this.#liveShadow, steps);
    await run(this.#shadow, steps);
  }

  async #expectState({ catalog, words }: State): Promise<void> {
    expect(compareCatalogs(await this.#liveShadow.read(), catalog)).toEqual([]);
    expect(await fingerprint(this.#live)).toEqual(words);
  }
}

async function run(shadow: Shadow, steps: readonly Step[]): Promise<void> {
  for (const stage of splitStages(steps)) await shadow.apply(sqlOf(stage), { alone: stage[0]?.phase === 'alone' });
}

async function build(shadow: Shadow, script: string): Promise<State> {
  await shadow.reset();
  await shadow.run(script);
  return { catalog: await shadow.read(), words: await fingerprint(shadow) };
}

function expectPlan({ steps, questions, hazards }: Plan, one: Case, online: boolean): void {
  const ids = (all: readonly { id: string }[]): string[] => all.map(({ id }) => id).sort();
  expect(ids(questions), 'questions').toEqual([...(one.questions ?? [])].sort());
  if (questions.length > 0) return;
  expect(ids(hazards), 'hazards').toEqual([...(one.hazards ?? [])].sort());
  if (one.up && !online) expect(told(shown(steps)), 'up').toEqual(told(one.up));
  if (one.online && online) expect(splitStages(steps).map(shown).map(told), 'online').toEqual(one.online.map(told));
}

/** PostgreSQL 14 and 15 write each column of a view with its table: there the state counts, and not the words for it. */
const told = (statements: readonly string[]): readonly string[] =>
  projectVersion() >= 16 ? statements : statements.map(sql => (isView(sql) ? (sql.split(' as\n')[0] ?? '') : sql));
const isView = (sql: string): boolean => /^create (or replace )?(materialized )?view /.test(sql);

const sqlOf = (steps: readonly Step[]): string[] => steps.map(({ sql }) => sql);

/** Without those that keep owners and rights, which have a test of their own. */
const shown = (steps: readonly Step[]): string[] => sqlOf(steps).filter(sql => !sql.includes('plumbline.rights'));

function decisionsOf(answers: readonly string[]): Decisions {
  return decide(
    answers.map(answer => {
      const flag = ANSWERS.find(one => answer.startsWith(`${one} `));
      if (!flag) throw new Error(`no such answer: ${answer}`);
      return { flag, text: answer.slice(flag.length + 1) };
    }),
  );
}
