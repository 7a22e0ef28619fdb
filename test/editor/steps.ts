import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

/** Something that must be so, and what a person does to see it. */
export interface Step {
  what: string;
  run(lab: Lab): Promise<unknown>;
}

export const PROMPTS = 'src/entities/prompts.ts';
export const OUTCOMES = 'src/entities/outcomes.ts';

export const read = ({ folder }: Lab, file: string): string => readFileSync(join(folder, file), 'utf8');
export const write = ({ folder }: Lab, file: string, text: string): void => writeFileSync(join(folder, file), text);
export const remove = ({ folder }: Lab, file: string): void => rmSync(join(folder, file));

/** Replaces a text that has to be there; gives what puts it back. */
export function edit(lab: Lab, file: string, from: string, to: string): () => void {
  const before = read(lab, file);
  if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
  write(
    lab,
    file,
    before.replace(from, () => to),
  );
  return () => write(lab, file, before);
}

/** The line of a file in which a text first stands, from 1. */
const lineOf = (lab: Lab, file: string, text: string): number =>
  read(lab, file)
    .split('\n')
    .findIndex(line => line.includes(text)) + 1;

/** The migration whose name ends so. */
export function migration({ folder }: Lab, name: string): string {
  const found = readdirSync(join(folder, 'src/migrations')).find(file => file.endsWith(`${name}.ts`));
  if (!found) throw new Error(`there is no migration ${name}`);
  return `src/migrations/${found}`;
}

const nameOf = (path: string): string => path.split('/').at(-1) as string;

export function same<T>(what: string, got: T, wanted: T): void {
  if (got !== wanted) throw new Error(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}

/** Sets the only breakpoint, in the line in which a text first stands, starts something, and waits until it stops there. */
export async function stopAt(
  lab: Lab,
  file: string,
  text: string,
  begin: () => Promise<void>,
  patience?: number,
): Promise<void> {
  const line = lineOf(lab, file, text);
  await lab.editor.breakAt(nameOf(file), line);
  await begin();
  same('it stops in line', await lab.editor.untilPaused(patience), line);
}

/** A migration by hand, on top of another; its statement stands in line 6. */
const byHand = (
  name: string,
  parent: string,
  up: string,
  down: string,
) => `import { Migration } from '@mikro-orm/migrations';
export class ${name} extends Migration {
  static readonly parent = '${parent}';
  override name = '${name}';
  override up(): void {
    this.addSql(\`${up}\`);
  }
  override down(): void {
    this.addSql(\`${down}\`);
  }
}
`;

/** A migration by hand in place while something is done. */
async function withMigration(
  lab: Lab,
  up: string,
  down: string,
  work: (file: string) => Promise<unknown>,
): Promise<void> {
  const name = 'Migration20990101000000_by_hand';
  const file = `src/migrations/${name}.ts`;
  const parent = nameOf(migration(lab, '_add_tags')).replace('.ts', '');
  write(lab, file, byHand(name, parent, up, down));
  try {
    await work(file);
  } finally {
    remove(lab, file);
  }
}

/** The first change of a newcomer, as docs/first-change.md tells it. */
export const FIRST_CHANGE: Step[] = [
  {
    what: 'the watch task reads the entities, and finds nothing',
    async run({ editor }) {
      await editor.runTask('plumb: watch');
      await editor.command('Terminal: Focus Terminal');
      await editor.untilTerminal(/plumb watch: nothing to do/);
    },
  },
  {
    what: 'a column that is new is marked in its line',
    async run(lab) {
      await lab.editor.openFile(nameOf(PROMPTS));
      await lab.editor.showProblems();
      edit(lab, PROMPTS, '    content: p.text(),\n', '    content: p.text(),\n    tags: p.text().nullable(),\n');
      const saved = performance.now();
      await lab.editor.untilMarked({
        file: 'prompts.ts',
        line: 13,
        column: 5,
        code: 'PL510',
        message: 'no migration does this yet: add column prompts.tags',
      });
      const seconds = ((performance.now() - saved) / 1000).toFixed(2);
      await lab.image('difference');
      return `${seconds} s after the save`;
    },
  },
  {
    what: 'create asks for a name and writes a migration that is proven; nothing is marked any more',
    async run(lab) {
      await lab.editor.runTask('plumb: create');
      await lab.editor.answer('add tags');
      await lab.editor.untilTerminal(/add_tags\.ts successfully created/);
      await lab.editor.untilUnmarked();
      const file = migration(lab, '_add_tags');
      if (!/Proven on PostgreSQL/.test(read(lab, file))) throw new Error('the header says nothing of a proof');
      await lab.editor.openFile(nameOf(file));
      await lab.image('proof');
    },
  },
  {
    what: 'plan and status say what waits',
    async run({ editor }) {
      await editor.runTask('plumb: plan');
      await editor.untilTerminal(/nothing was changed; to run it/);
      await editor.runTask('plumb: status');
      await editor.untilTerminal(/Migration\d+_add_tags/);
    },
  },
  {
    what: 'up one runs the first migration alone',
    async run({ editor }) {
      await editor.runTask('plumb: up one');
      await editor.untilTerminal(/Successfully migrated up/);
    },
  },
  {
    what: 'a breakpoint in up() stops, its variables are readable, and the database is changed when it has gone on',
    async run(lab) {
      const { editor } = lab;
      await stopAt(lab, migration(lab, '_add_tags'), 'this.addSql', () => editor.debug('migration:up'));
      await editor.untilVariable(/this.*Migration\d+_add_tags/);
      await lab.image('breakpoint');
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated up/);
      same('the database is what the migrations say', await lab.differs('db', 'migrations'), false);
    },
  },
  {
    what: 'down one leaves it after a no, and takes it back after a yes',
    async run(lab) {
      const { editor } = lab;
      await editor.runTask('plumb: down one');
      await editor.answer('No');
      await editor.untilTerminal(/nothing was taken back/);
      same('the database is what the migrations say', await lab.differs('db', 'migrations'), false);
      await editor.runTask('plumb: down one');
      await editor.answer('Yes');
      await editor.untilTerminal(/Successfully migrated down/);
      same('the database is where it was', await lab.differs('db', 'migrations@head-1'), false);
    },
  },
  {
    what: 'up runs what waits',
    async run(lab) {
      await lab.editor.runTask('plumb: up');
      await lab.editor.untilTerminal(/Successfully migrated up/);
      same('the database is what the migrations say', await lab.differs('db', 'migrations'), false);
      await lab.image('up');
    },
  },
];

export const TASKS: Step[] = [
  {
    what: 'seed writes the reference rows',
    async run({ editor }) {
      await editor.runTask('plumb: seed');
      await editor.untilTerminal(/DatabaseSeeder successfully executed/);
    },
  },
  {
    what: 'drift finds none',
    async run({ editor }) {
      await editor.runTask('plumb: drift');
      await editor.untilTerminal(/is what its \d+ migrations? made/);
    },
  },
  {
    what: 'verify proves every migration',
    async run({ editor }) {
      await editor.runTask('plumb: verify');
      await editor.untilTerminal(/they lead to the entities/);
    },
  },
  {
    what: 'create blank writes a file to fill in',
    async run(lab) {
      await lab.editor.runTask('plumb: create blank');
      await lab.editor.answer('by hand');
      try {
        await lab.editor.untilTerminal(/by_hand\.ts successfully created/);
      } finally {
        remove(lab, migration(lab, '_by_hand'));
      }
    },
  },
  {
    what: 'the test task runs the tests',
    async run({ editor }) {
      await editor.runTask('test');
      await editor.untilTerminal(/Tests\s+\d+ passed/, 120_000);
    },
  },
];

export const PROBLEMS: Step[] = [
  {
    what: 'a failing statement is marked in its migration',
    run: lab =>
      withMigration(lab, 'alter table prompts add column content text', 'select 1', async file => {
        await lab.editor.runTask('plumb: up');
        await lab.editor.untilMarked({
          file: nameOf(file),
          line: 6,
          column: 10,
          code: 'PL200',
          message: 'already exists',
        });
        await lab.editor.openFile(nameOf(file));
        await lab.image('failure');
      }),
  },
  {
    what: 'a failing proof is marked at the way that does not lead back',
    run: lab =>
      withMigration(lab, 'alter table prompts add column if not exists extra text', 'select 1', async file => {
        await lab.editor.runTask('plumb: verify');
        await lab.editor.untilTerminal(/2 findings/);
        await lab.editor.untilMarked({ file: nameOf(file), line: 8, column: 12, code: 'PL540' });
      }),
  },
  {
    what: 'a hazard is marked in the entity',
    async run(lab) {
      const back = edit(lab, OUTCOMES, '    feedback: p.text().nullable(),\n', '');
      try {
        await lab.editor.untilMarked({ file: 'outcomes.ts', line: 8, column: 3, code: 'PL320' });
      } finally {
        back();
      }
    },
  },
  {
    what: 'a question is marked where create was refused',
    async run(lab) {
      const back = edit(
        lab,
        PROMPTS,
        'tags: p.text().nullable(),',
        'tags: p.text().nullable(),\n    locale: p.text(),',
      );
      try {
        await lab.editor.untilMarked({ file: 'prompts.ts', line: 14, column: 5, code: 'PL310' });
      } finally {
        back();
      }
    },
  },
  {
    what: 'what PostgreSQL refuses is marked in the entity',
    async run(lab) {
      const back = edit(lab, OUTCOMES, `'latency_ms >= 0'`, `'latency >= 0'`);
      try {
        await lab.editor.untilMarked({ file: 'outcomes.ts', line: 24, column: 13, code: 'PL350' });
      } finally {
        back();
      }
    },
  },
  {
    what: 'a type error is marked',
    async run(lab) {
      const back = edit(lab, PROMPTS, 'p.integer().default(1)', 'p.integer().defalt(1)');
      try {
        await lab.editor.runTask('types');
        await lab.editor.untilMarked({ file: 'prompts.ts', line: 11, column: 26, code: 'TS2551' });
      } finally {
        back();
      }
    },
  },
];

/** What ends it: afterwards there is no database. */
export const RESET: Step[] = [
  {
    what: 'reset asks, and deletes the embedded database after a yes',
    async run({ editor }) {
      await editor.runTask('plumb: reset');
      await editor.untilTerminal(/with all its rows\?/);
      await editor.command('Terminal: Focus Terminal');
      await editor.page.keyboard.type('y');
      await editor.page.keyboard.press('Enter');
      await editor.untilTerminal(/deleted /);
    },
  },
];
