import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../src/catalog/index.ts';
import { decide } from '../../src/compare/index.ts';
import { type Answer, type Catalog, EXPRESSION, type Question } from '../../src/objects/index.ts';
import { type Plan, type PlanOptions, planChange } from '../../src/planner/index.ts';
import { splitStages } from '../../src/proof/index.ts';
import { embeddedScratch, type ScratchDatabase, Shadow } from '../../src/shadow/index.ts';
import { figure, scale } from '../stress/scale.ts';
import { holds } from '../support/property.ts';
import { type Model, model } from './model.ts';
import { heldBefore, lostAfter } from './oracle.ts';
import { type Change, changeOf, type Through } from './schema.ts';

const ROUNDS = 6;
const ROLE = 'owner_of_rows';

let databases: ScratchDatabase[];
let shadow: Shadow;
/** The database that the migration meets. The planner never sees a row of it. */
let met: ScratchDatabase;
beforeAll(async () => {
  databases = [await embeddedScratch(), await embeddedScratch()];
  met = databases[1] as ScratchDatabase;
  await met.makeRole(ROLE);
  shadow = new Shadow(databases[0] as ScratchDatabase);
});
afterAll(async () => {
  for (const database of databases ?? []) await database.close();
});

const tally = { cases: 0, lost: 0, refused: 0, questions: 0 };

test('no loss gets past the guard, whatever the planner does not see', async () => {
  await holds(
    fc.asyncProperty(model, async one => {
      expect(await unannounced(one, true)).toEqual([]);
    }),
    scale({ numRuns: 30, seed: 20_261_126 }, { numRuns: 1000 }),
  );
  const { cases, lost, refused, questions } = tally;
  figure(
    'the guard',
    `${cases} changes, ${lost} that lost something, ${refused} that PostgreSQL refused, ${questions} questions`,
  );
  expect(lost, 'there was something to lose').toBeGreaterThan(cases / 4);
}, 7_200_000);

test('and without the guard a third of the changes loses something without a word', async () => {
  const models = fc.sample(model, scale({ numRuns: 20, seed: 20_261_126 }, { numRuns: 1000, seed: 20_261_126 }));
  let silent = 0;
  for (const one of models) if ((await unannounced(one, false)).length > 0) silent++;
  figure('without the guard', `${silent} of ${models.length} changes lose something without a word`);
  expect(silent).toBeGreaterThanOrEqual(models.length / 3);
}, 7_200_000);

/** The columns that lose values of which no hazard says so. */
async function unannounced(one: Model, guarded: boolean): Promise<string[]> {
  const change = changeOf(one);
  const to = await build(shadow, change.after);
  await build(shadow, change.before);
  await build(new Shadow(met), change.before);
  const isHidden = one.sees === 'policies';
  if (isHidden) await fill(change, one);
  const plan = await planned(to, change, one, guarded);
  await met.run('reset role');
  if (!plan) return [];
  if (!isHidden) await fill(change, one);

  tally.cases++;
  const held = await heldBefore(met, change.columns);
  try {
    for (const stage of splitStages(plan.steps))
      await new Shadow(met).apply(
        stage.map(({ sql }) => sql),
        { alone: stage[0]?.phase === 'alone' },
      );
  } catch {
    tally.refused++;
    return [];
  }
  const lost = await lostAfter(met, held);
  if (lost.length > 0) tally.lost++;
  return lost
    .filter(column => !isSaid(plan, column))
    .map(({ table, before, type, newType }) => `${table}.${before}: ${type} → ${newType}`);
}

async function build(on: Shadow, script: readonly string[]): Promise<Catalog> {
  await on.reset();
  for (const statement of script) await on.run(statement);
  return on.read();
}

/** Rows, and where they are to be hidden the role that policies hide them from. */
async function fill({ rows, before }: Change, { sees }: Model): Promise<void> {
  for (const row of rows) await met.run(row);
  if (sees !== 'policies') return;
  for (const statement of before) {
    const [, name] = /^create table ("[^"]*"|\S+) /.exec(statement) ?? [];
    if (name) await met.run(`alter table ${name} owner to ${ROLE}`);
  }
  await met.run(`grant usage on schema public to ${ROLE}; set role ${ROLE}`);
}

/** The plan, after all questions were answered at random; nothing where they cannot be. */
async function planned(to: Catalog, change: Change, one: Model, guarded: boolean): Promise<Plan | undefined> {
  const answers: Answer[] = [...change.answers];
  // without the guard what is not seen is not there, and policies hide rows
  const blind: Session = {
    query: async <Row>(sql: string) => (sql.includes(`'row_security'`) ? [] : met.query<Row>(sql)),
  };
  const options: PlanOptions = {
    online: one.online,
    ...(one.sees === 'nothing' && guarded ? {} : { live: guarded ? met : blind }),
    ...(guarded ? {} : { evidence: 'target' as const }),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const plan = await planChange(shadow, to, { ...options, decisions: decide(answers) });
    if (plan.questions.length === 0) return plan;
    tally.questions += plan.questions.length;
    answers.push(...plan.questions.flatMap((question, i) => answered(question, i + round + one.tables.length)));
  }
  return undefined;
}

/** Renames are denied, so that what goes has to be announced as going; a conversion is the first that is offered. */
function answered({ id, choices }: Question, pick: number): Answer[] {
  const answers = choices.map(({ answer }) => answer);
  if (id.startsWith('renamed-')) return answers.filter(({ flag }) => flag === 'no-rename');
  if (id === 'lost-enum-value') return answers.filter(({ flag }) => flag === 'replace').slice(0, 1);
  const whole = answers.filter(({ flag, text }) => flag !== 'empty' && !text.includes(EXPRESSION));
  const [open] = answers.filter(({ text }) => text.includes(EXPRESSION));
  const chosen = whole[pick % Math.max(whole.length, 1)];
  return chosen ? [chosen] : open ? [{ ...open, text: open.text.replace(EXPRESSION, 'gen_random_uuid()') }] : [];
}

function isSaid({ hazards }: Plan, { table, before, after }: Through): boolean {
  const ids = new Set([
    `table ${table}`,
    `column ${table}.${before}`,
    'enum mood',
    ...(after ? [`column ${after.table}.${after.column}`, `column ${after.table}.${before}`] : []),
    ...(after ? [`table ${after.table}`] : []),
  ]);
  const renamed = (id: string): boolean =>
    id === `column ${table.replace(/^("?)[Tt]/, (_, q) => (q ? '"U' : 'u'))}.${before}`;
  return hazards.some(({ kind, object = '' }) => kind === 'data-loss' && (ids.has(object) || renamed(object)));
}
