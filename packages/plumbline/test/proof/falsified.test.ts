import { afterAll, beforeAll, expect, test } from 'vitest';
import { noDecisions } from '../../src/compare/index.ts';
import { planChange, type Step } from '../../src/planner/index.ts';
import { type Proof, ProofFailure, prove } from '../../src/proof/index.ts';
import { embeddedScratch, Shadow } from '../../src/shadow/index.ts';

const BEFORE = `
  create table author (id int primary key, name text not null);
  create table book (id int primary key, title text not null, pages int not null);`;
const AFTER = `
  create table author (id int primary key, name text not null);
  create table book (id int primary key, title text not null, pages int not null, author int references author);
  create table review (id int primary key, book int not null references book, stars int check (stars between 1 and 5));
  create index book_title on book (title);`;

let shadow: Shadow;
beforeAll(async () => {
  shadow = new Shadow(await embeddedScratch());
});
afterAll(() => shadow?.close());

const build = async (script: string) => {
  await shadow.reset();
  await shadow.run(script);
  return shadow.read();
};

/** Proves the planner's steps for a change after something was done to them. */
async function proven(falsify: (steps: Step[]) => Step[]): Promise<Proof> {
  const to = await build(AFTER);
  const from = await build(BEFORE);
  const { steps, renamed } = await planChange(shadow, to);
  const claim = { from, to, renamed, steps: falsify(steps), decisions: noDecisions() };
  return prove(shadow, { ...claim, restore: async () => void (await build(BEFORE)) });
}

const failure = async (falsify: (steps: Step[]) => Step[]): Promise<ProofFailure> => {
  const error = await proven(falsify).then(
    proof => expect.fail(`it was proven: ${JSON.stringify(proof)}`),
    (one: unknown) => one,
  );
  expect(error).toBeInstanceOf(ProofFailure);
  return error as ProofFailure;
};

/** The step whose statement has the words. */
function stepOf(steps: readonly Step[], words: string): Step {
  const found = steps.filter(({ sql }) => sql.includes(words));
  if (found.length !== 1) throw new Error(`${words}: ${found.length} of ${steps.map(({ sql }) => sql).join('\n')}`);
  return found[0] as Step;
}

const without = (words: string) => (steps: Step[]) => steps.filter(step => step !== stepOf(steps, words));
const behind = (words: string, sql: string) => (steps: Step[]) =>
  steps.flatMap(step => (step === stepOf(steps, words) ? [step, { ...step, sql }] : [step]));
const instead = (words: string, from: string, to: string) => (steps: Step[]) =>
  steps.map(step => (step === stepOf(steps, words) ? { ...step, sql: step.sql.replace(from, () => to) } : step));

const UP = { phase: 'up', message: 'the database differs from the entities afterwards' };

test('the steps as they are planned are proven, with rows', async () => {
  const proof = await proven(steps => steps);
  expect(proof).toMatchObject({ rows: 6, tables: 2, limits: [] });
});

test('a statement that is left out is missed, by the object that it would have made', async () => {
  const found = await failure(without('create index'));
  expect(found).toMatchObject(UP);
  expect(found.differences).toMatchObject([{ change: 'add', object: { kind: 'index', name: 'book_title' } }]);
});

test('a statement too many is found by what it made', async () => {
  const found = await failure(behind('create table review', 'create table extra (id int)'));
  expect(found).toMatchObject(UP);
  expect(found.differences[0]).toMatchObject({ change: 'remove', object: { kind: 'table', name: 'extra' } });
});

test('a statement that does something else is found by the object that came out of it', async () => {
  const found = await failure(instead('create index', '(title)', '(pages)'));
  expect(found).toMatchObject(UP);
  expect(found.differences).toMatchObject([{ change: 'alter', object: { kind: 'index', name: 'book_title' } }]);
});

test('steps in the wrong order are refused by PostgreSQL, with the statement and its object', async () => {
  const found = await failure(steps => [...steps].reverse());
  expect(found).toMatchObject({ phase: 'up', message: expect.stringContaining('does not exist') });
  expect(found.statement).toBeDefined();
  expect(found.object).toBeDefined();
});

test('what PostgreSQL cannot read is refused with the statement', async () => {
  const found = await failure(instead('create table review', 'create table', 'create tabel'));
  expect(found).toMatchObject({ phase: 'up', message: expect.stringContaining('syntax error') });
  expect(found.statement).toContain('create tabel');
});

test.each([
  ['deletes rows', 'delete from book where id = (select min(id) from book)'],
  ['writes other values', `update book set title = title || '!'`],
  ['writes other values into a table that the change is not about', `update author set name = upper(name) || '!'`],
])('a step that %s is found by them, though the schema is what it should be', async (_, sql) => {
  const found = await failure(behind('create table review', sql));
  expect(found).toMatchObject({
    phase: 'up',
    message: expect.stringMatching(/^rows of table \w+ were changed, which/),
  });
});

test('a column that is dropped and added again loses its values, which is found', async () => {
  const again = 'alter table book drop column pages, add column pages int not null default 0';
  const found = await failure(
    behind('create table review', `do $$ begin ${again}; alter table book alter pages drop default; end $$`),
  );
  expect(found).toMatchObject({ message: 'rows of table book were changed, which nobody decided' });
});

test('a step that works once and not again is found on the second way up', async () => {
  const once = `do $$ begin
    if current_setting('test.been_here', true) = 'yes' then raise 'twice'; end if;
    perform set_config('test.been_here', 'yes', false); end $$`;
  const found = await failure(behind('create table review', once));
  expect(found).toMatchObject({ phase: 'up again', message: 'twice' });
});

test('what is to stay has to stay', async () => {
  const to = await build(BEFORE);
  const from = await build(`${BEFORE} create table legacy (id int)`);
  const legacy = [...from.objects.values()].find(({ name, kind }) => kind === 'table' && name === 'legacy')
    ?.id as string;
  const { steps, renamed } = await planChange(shadow, to);
  const claim = { from, to, renamed, steps, decisions: noDecisions(), kept: [legacy] };
  const restore = async () => void (await build(`${BEFORE} create table legacy (id int)`));
  await expect(prove(shadow, { ...claim, restore })).rejects.toMatchObject({
    phase: 'up',
    message: `${legacy} is to stay, and is gone`,
  });
});
