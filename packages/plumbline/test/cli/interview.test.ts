import { afterEach, beforeEach, expect, test } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { atTerminal, CTRL_C, DOWN, ENTER, type Turn } from '../support/terminal.ts';

const REVIEWS = 'src/entities/reviews.ts';

let project: CopiedProject;
let database: TestDatabase;
let before: string[];
beforeEach(async () => {
  [project, database] = await Promise.all([CopiedProject.create(), embedded.create()]);
  before = await project.migrations();
});
afterEach(async () => {
  await project.remove();
  await database.drop();
});

/** What somebody at a terminal gets for a change: the screen, and the migrations that were written. */
async function create(turns: readonly Turn[]) {
  const command = ['plumb', 'migration:create', '--name', 'asked'];
  const ended = await atTerminal(command, turns, { cwd: project.folder, env: database.env });
  const names = (await project.migrations()).filter(name => !before.includes(name));
  const texts = await Promise.all(names.map(name => project.read(`src/migrations/${name}`)));
  return { ...ended, written: texts.join('\n') };
}

const renamed = () => project.edit(REVIEWS, 'reader: p.text()', 'reviewer: p.text()');
const asked: RegExp = /is it the same column under another name\?/;

test('a rename is asked about, with what each answer does to the rows, and Enter takes the first', async () => {
  await renamed();
  const { code, screen, written } = await create([{ sees: asked, presses: ENTER }]);
  expect(screen).toContain(`--rename 'column reviews.reader=reviewer'`);
  expect(screen).toContain('the values stay, in reviewer');
  expect(written).toContain(`Decided: --rename 'column reviews.reader=reviewer'`);
  expect(written).toContain('alter table reviews rename column reader to reviewer');
  expect(code).toBe(0);
});

test('the other answer loses values, is asked about again, and is not carried out without a yes', async () => {
  await renamed();
  const { code, screen, written } = await create([
    { sees: asked, presses: DOWN },
    { sees: /is dropped with the values/, presses: ENTER },
    { sees: 'has to have a value', presses: ENTER },
    { sees: 'SQL for EXPRESSION', presses: `'none'${ENTER}` },
    { sees: 'Go on and lose it?', presses: `n${ENTER}` },
  ]);
  expect(screen).toContain('PL320');
  expect(written).toBe('');
  expect(code).toBe(31);
});

test('what is typed for the rows ends up in the migration', async () => {
  await project.edit(REVIEWS, 'reader: p.text()', 'reviewedBy: p.text(),\n    reader: p.text()');
  const { code, written } = await create([
    { sees: 'has to have a value', presses: ENTER },
    { sees: 'SQL for EXPRESSION', presses: `lower(reader)${ENTER}` },
  ]);
  expect(written).toContain('Decided: --fill');
  expect(written).toContain('update reviews set reviewed_by = lower(reader) where reviewed_by is null');
  expect(code).toBe(0);
});

test('Ctrl-C is an answer, too: nothing is written', async () => {
  await renamed();
  const { code, screen, written } = await create([{ sees: asked, presses: CTRL_C }]);
  expect(screen).toContain('nothing was written');
  expect(screen).not.toMatch(/^ {4}at /m);
  expect(written).toBe('');
  expect(code).toBeGreaterThan(0);
});
