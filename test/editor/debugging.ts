import { edit, migration, PROMPTS, remove, type Step, same, stopAt } from './steps.ts';

/** A source of the package that every run goes through. */
const SOURCE = 'packages/plumbline/src/runner/locked-ledger.ts';
const SEEDER = 'src/seeders/tool-catalog-seeder.ts';

/** Each launch configuration that needs no container. */
export const DEBUGGING: Step[] = [
  {
    what: 'a breakpoint in down() stops, and the database is back when it has gone on',
    async run(lab) {
      const { editor } = lab;
      await stopAt(lab, migration(lab, '_add_tags'), 'drop column', () => editor.debug('migration:down'));
      await editor.untilVariable(/this.*Migration\d+_add_tags/);
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated down/);
      same('the database is where it was', await lab.differs('db', 'migrations@head-1'), false);
    },
  },
  {
    what: 'a breakpoint in an entity stops while a migration is created from it',
    async run(lab) {
      const { editor } = lab;
      const back = edit(
        lab,
        PROMPTS,
        'tags: p.text().nullable(),',
        'tags: p.text().nullable(),\n    locale: p.text().nullable(),',
      );
      try {
        await stopAt(lab, PROMPTS, 'defineEntity({', async () => {
          await editor.debug('migration:create');
          await editor.answer('add locale');
        });
        await editor.goOn();
        await editor.untilTerminal(/add_locale\.ts successfully created/);
      } finally {
        back();
        remove(lab, migration(lab, '_add_locale'));
      }
    },
  },
  {
    what: 'a breakpoint in an entity stops',
    async run(lab) {
      const { editor } = lab;
      await stopAt(lab, PROMPTS, 'defineEntity({', () => editor.debug('migration:up'));
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated up/);
    },
  },
  {
    what: 'a breakpoint in the package stops in its TypeScript, and in a line that was written since it was built',
    async run(lab) {
      const { editor } = lab;
      const begin = () => editor.debug('migration:up');
      const line = 'const ledger = new Ledger(work, options.tables);';
      await stopAt(lab, SOURCE, line, begin);
      await editor.breakNowhere();
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated up/);
      const edited = '// a line more\n    const { tables } = options;\n    const ledger = new Ledger(work, tables);';
      const back = edit(lab, SOURCE, line, edited);
      try {
        await stopAt(lab, SOURCE, 'new Ledger(work, tables)', begin);
        // it is not in what was built before
        await editor.untilVariable(/tables.*schema/);
        await editor.breakNowhere();
        await editor.goOn();
        await editor.untilTerminal(/Successfully migrated up/);
      } finally {
        back();
      }
    },
  },
  {
    what: 'a breakpoint in a seeder stops, and its variables are readable',
    async run(lab) {
      const { editor } = lab;
      await stopAt(lab, SEEDER, 'return insertMissing', () => editor.debug('seeder:run'));
      await editor.untilVariable(/em.*EntityManager/);
      await editor.goOn();
      await editor.untilTerminal(/DatabaseSeeder successfully executed/);
    },
  },
  {
    what: 'the open migration is stepped through on a database that is thrown away',
    async run(lab) {
      const { editor } = lab;
      await stopAt(lab, migration(lab, '_add_tags'), 'drop column', () =>
        editor.debug('this migration, on a database that is thrown away'),
      );
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated down.*plumb migration:up.*Successfully migrated up/s);
    },
  },
  {
    what: 'a breakpoint in the open test stops',
    async run(lab) {
      const { editor } = lab;
      await stopAt(lab, 'packages/plumbline/test/types/refusals.test.ts', 'expect(', () => editor.debug('this test'));
      await editor.breakNowhere();
      await editor.goOn();
      await editor.untilTerminal(/Tests\s+\d+ passed/);
    },
  },
];
