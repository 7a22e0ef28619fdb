import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ended } from '../../packages/plumbline/test/support/command.ts';
import type { CopiedProject } from '../../packages/plumbline/test/support/copied-project.ts';
import { Watched } from '../../packages/plumbline/test/watch/watched.ts';
import { copyPlatform, PROJECT } from '../support/platform.ts';
import { type Match, type Matcher, matchesOf, tasksFile } from './files.ts';

const { tasks } = tasksFile();
const PROMPTS = 'src/entities/prompts.ts';
const ADDED: [string, string, string] = [
  PROMPTS,
  '    content: p.text(),\n',
  '    content: p.text(),\n    locale: p.text(),\n',
];

const taskOf = (label: string) => {
  const task = tasks.find(one => one.label === label);
  if (!task) throw new Error(`there is no task ${label}`);
  return task;
};

let project: CopiedProject;
beforeEach(async () => {
  project = await copyPlatform();
  await cp(join(PROJECT, 'Makefile'), join(project.folder, 'Makefile'));
});
afterEach(() => project.remove());

/** Runs the command of a task, with these answers, as the editor does. */
async function output(label: string, answers: Record<string, string> = {}): Promise<Ended & { text: string }> {
  const { args } = taskOf(label);
  const given = args.map(arg => arg.replaceAll(/\$\{input:([^}]+)\}/g, (_, id) => answers[id] ?? ''));
  // what is installed is not installed again, though the lock file is not here
  const ended = await project.run('make', ['--old-file=node_modules/.package-lock.json', ...given]);
  return { ...ended, text: `${ended.stdout}\n${ended.stderr}` };
}

const found = (label: string, text: string): Match[] => matchesOf(taskOf(label).problemMatcher as Matcher, text);

/** A migration by hand; its statement stands in line 6. */
const migration = (name: string, up: string, down: string) => `import { Migration } from '@mikro-orm/migrations';
export class ${name} extends Migration {
  static readonly parent = 'Migration20261122181819_initial_schema';
  override name = '${name}';
  override up(): void {
    this.addSql(\`${up}\`);
  }
  override down(): void {
    this.addSql(\`${down}\`);
  }
}
`;
const NAME = 'Migration20990101000000_by_hand';
const FILE = `src/migrations/${NAME}.ts`;

describe('the problem matcher finds, in what the command prints,', () => {
  it('a pending difference and a question', async () => {
    await project.edit(...ADDED);
    const watched = new Watched(project);
    const { lines } = await watched.until([`${PROMPTS}:13:5: warning PL310`]);
    await watched.end('SIGTERM');
    expect(found('plumb: watch', lines.join('\n'))).toEqual([
      {
        file: PROMPTS,
        line: 13,
        column: 5,
        severity: 'warning',
        code: 'PL510',
        message: expect.stringContaining('add column prompts.locale'),
      },
      {
        file: PROMPTS,
        line: 13,
        column: 5,
        severity: 'warning',
        code: 'PL310',
        message: expect.stringContaining('has to have a value'),
      },
    ]);
  });

  it('a reading’s begin and end', async () => {
    const { stdout } = await project.plumb(['watch', '--once']);
    const { background } = taskOf('plumb: watch').problemMatcher as Matcher;
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(new RegExp(String(background?.beginsPattern)));
    expect(lines.at(-1)).toMatch(new RegExp(String(background?.endsPattern)));
    expect(lines[0]).not.toMatch(new RegExp(String(background?.endsPattern)));
  });

  it('a question that nobody answered', async () => {
    await project.edit(...ADDED);
    const { text, code } = await output('plumb: create', { change: 'locale' });
    expect(code).not.toBe(0);
    expect(found('plumb: create', text)).toEqual([
      {
        file: PROMPTS,
        line: 13,
        column: 5,
        severity: 'error',
        code: 'PL310',
        message: expect.stringMatching(/^a change needs an answer.* column prompts\.locale has to have a value/),
      },
    ]);
  });

  it('data that a change would lose', async () => {
    await project.edit('src/entities/outcomes.ts', '    feedback: p.text().nullable(),\n', '');
    const { text } = await output('plumb: create', { change: 'no feedback' });
    expect(found('plumb: create', text)).toEqual([
      expect.objectContaining({ file: 'src/entities/outcomes.ts', line: 8, column: 3, code: 'PL320' }),
    ]);
  });

  it('a statement of a migration that fails', async () => {
    await project.write(FILE, migration(NAME, 'alter table prompts add column content text', 'select 1'));
    const { text } = await output('plumb: up');
    expect(found('plumb: up', text)).toEqual([
      {
        file: FILE,
        line: 6,
        column: 10,
        severity: 'error',
        code: 'PL200',
        message: expect.stringContaining('column "content" of relation "prompts" already exists'),
      },
    ]);
  });

  it('a proof that fails', async () => {
    await project.write(FILE, migration(NAME, 'alter table prompts add column if not exists extra text', 'select 1'));
    const { text } = await output('plumb: verify');
    expect(found('plumb: verify', text)).toEqual([
      expect.objectContaining({ file: FILE, line: 8, column: 12, severity: 'error', code: 'PL540' }),
      expect.objectContaining({ file: PROMPTS, line: 8, column: 3, severity: 'error', code: 'PL510' }),
    ]);
  });

  it.each(['', '--pretty'])('a type error %s', async pretty => {
    await project.edit(PROMPTS, 'p.integer().default(1)', 'p.integer().defalt(1)');
    const { stdout } = await project.run('tsc', ['-p', '.', ...(pretty ? [pretty] : [])]);
    // a terminal's colours are taken out by the editor
    expect(found('types', stripVTControlCharacters(stdout))).toEqual([
      expect.objectContaining({ file: PROMPTS, line: 11, column: 26, severity: 'error', code: 'TS2551' }),
    ]);
  });

  it('a mistake in an entity, whichever task meets it', async () => {
    await project.edit(PROMPTS, 'content: p.text(),', 'content: p.text(,');
    const { text } = await output('plumb: status');
    expect(found('plumb: status', text)).toEqual([
      expect.objectContaining({ file: PROMPTS, line: 12, column: 21, code: 'PL351' }),
    ]);
  });
});
