import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareCatalogs, type Decisions, decide, inverse } from '../../src/compare/index.ts';
import type { Answer, Catalog } from '../../src/objects/index.ts';
import { type PlanOptions, planChange, type Step } from '../../src/planner/index.ts';
import { splitStages } from '../../src/proof/index.ts';
import { type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';
import { scale } from '../stress/scale.ts';
import { holds } from '../support/property.ts';
import { openScratch, projectEngine, projectVersion } from '../support/scratch.ts';
import { emptied, filledViews, fingerprint } from './fingerprint.ts';
import { answer } from './pairs/answer.ts';
import { type Model, model } from './pairs/model.ts';
import { within } from './pairs/older.ts';
import { sqlOf } from './pairs/sql.ts';
import { neighbours } from './pairs/steps.ts';

const engine = projectEngine();
const own = { version: projectVersion(), pgvector: engine === 'PGlite' };
/** The short form says the same of the same code each time; the full one looks for what nobody has seen. */
const RUNS = own.pgvector
  ? scale({ numRuns: 50, seed: 20_261_125 }, { numRuns: 500 })
  : scale({ numRuns: 20, seed: 20_261_127 }, { numRuns: 200 });

/** Answers bring new questions: a column that is no rename may have to be filled. */
const ROUNDS = 5;

interface State {
  catalog: Catalog;
  words: string[];
}

let database: ScratchDatabase;
let shadow: Shadow;
beforeAll(async () => {
  database = await openScratch();
  shadow = new Shadow(database);
  await shadow.needRoles(['app_user']);
});
afterAll(() => database?.close());

describe(`on ${engine}: for every pair of schemas, the way there ends in the second and the way back in the first`, () => {
  const leads = (pairs: fc.Arbitrary<[Model, Model]>) =>
    holds(
      fc.asyncProperty(pairs, fc.boolean(), async ([before, after], online) =>
        thereAndBack(within(before, own), within(after, own), online),
      ),
      RUNS,
    );

  test('a few small steps apart', () => leads(neighbours), 3_600_000);

  test('with nothing in common but chance', () => leads(fc.tuple(model, model)), 3_600_000);
});

async function thereAndBack(before: Model, after: Model, online: boolean): Promise<void> {
  const second = await build(after);
  const first = await build(before);
  // what the names of two views stand for may be swapped; a name that is filled before is not empty afterwards
  const filled = await filledViews(shadow);
  const decisions = await go(second, { online });
  await expectState(second);
  expect(await emptied(shadow, filled), 'emptied').toEqual([]);
  await go(first, { online, decisions: inverse(decisions, first.catalog.defaultSchema), guess: true, unasked: true });
  await expectState(first);
}

async function build(schema: Model): Promise<State> {
  await shadow.reset();
  await shadow.apply(sqlOf(schema));
  return read();
}

const read = async (): Promise<State> => ({ catalog: await shadow.read(), words: await fingerprint(shadow) });

/** Takes the database to a state, and tells what had to be decided for it. */
async function go({ catalog }: State, options: PlanOptions): Promise<Decisions> {
  const answers: Answer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const decisions = options.decisions ?? decide(answers);
    const { steps, questions } = await planChange(shadow, catalog, { ...options, decisions });
    if (questions.length === 0) {
      await run(steps);
      return decisions;
    }
    answers.push(...answer(questions, catalog));
  }
  throw new Error(`still asked after ${ROUNDS} rounds of answers: ${JSON.stringify(answers)}`);
}

async function run(steps: readonly Step[]): Promise<void> {
  for (const stage of splitStages(steps))
    await shadow.apply(
      stage.map(({ sql }) => sql),
      { alone: stage[0]?.phase === 'alone' },
    );
}

async function expectState({ catalog, words }: State): Promise<void> {
  const now = await read();
  expect(compareCatalogs(now.catalog, catalog)).toEqual([]);
  expect(now.words).toEqual(words);
}
