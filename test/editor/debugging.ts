import { edit, lineOf, migration, nameOf, PROMPTS, remove, type Step, same } from './steps.ts';

const SEEDER = 'src/seeders/tool-catalog-seeder.ts';

/** Each launch configuration that needs no container. */
export const DEBUGGING: Step[] = [
  {
    what: 'a breakpoint in down() stops, and the database is back when it has gone on',
    async run(lab) {
      const { editor } = lab;
      const file = migration(lab, '_add_tags');
      const line = lineOf(lab, file, 'drop column');
      await editor.breakAt(nameOf(file), line);
      await editor.debug('migration:down');
      same('it stops in line', await editor.untilPaused(), line);
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
        const line = lineOf(lab, PROMPTS, 'defineEntity({');
        await editor.breakAt(nameOf(PROMPTS), line);
        await editor.debug('migration:create');
        await editor.answer('add locale');
        same('it stops in line', await editor.untilPaused(), line);
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
      const line = lineOf(lab, PROMPTS, 'defineEntity({');
      await editor.breakAt(nameOf(PROMPTS), line);
      await editor.debug('migration:up');
      same('it stops in line', await editor.untilPaused(), line);
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated up/);
    },
  },
  {
    what: 'a breakpoint in a seeder stops, and its variables are readable',
    async run(lab) {
      const { editor } = lab;
      const line = lineOf(lab, SEEDER, 'return insertMissing');
      await editor.breakAt(nameOf(SEEDER), line);
      await editor.debug('seeder:run');
      same('it stops in line', await editor.untilPaused(), line);
      await editor.untilVariable(/em.*EntityManager/);
      await editor.goOn();
      await editor.untilTerminal(/DatabaseSeeder successfully executed/);
    },
  },
  {
    what: 'the open migration is stepped through on a database that is thrown away',
    async run(lab) {
      const { editor } = lab;
      const file = migration(lab, '_add_tags');
      const line = lineOf(lab, file, 'drop column');
      await editor.breakAt(nameOf(file), line);
      await editor.debug('this migration, on a database that is thrown away');
      same('it stops in line', await editor.untilPaused(), line);
      await editor.goOn();
      await editor.untilTerminal(/Successfully migrated down.*plumb migration:up.*Successfully migrated up/s);
    },
  },
  {
    what: 'a breakpoint in the open test stops',
    async run(lab) {
      const { editor } = lab;
      const file = 'test/types/refusals.test.ts';
      const line = lineOf(lab, file, 'expect(');
      await editor.breakAt(nameOf(file), line);
      await editor.debug('this test');
      same('it stops in line', await editor.untilPaused(), line);
      await editor.breakNowhere();
      await editor.goOn();
      await editor.untilTerminal(/Tests\s+\d+ passed/);
    },
  },
];
