import { migration, type Step, same, stopAt } from './steps.ts';

/** How long the image may take to be built, in milliseconds. */
const BUILT = 300_000;

/** What is done in containers: without Docker these fail. */
export const CONTAINERS: Step[] = [
  {
    what: 'the debugger attaches to the container, and a breakpoint in the migration that it runs stops',
    async run(lab) {
      const { editor } = lab;
      const begin = () => editor.debug('attach to the container');
      await stopAt(lab, migration(lab, '_add_tags'), 'this.addSql', begin, BUILT);
      await editor.untilVariable(/this.*Migration\d+_add_tags/);
      await editor.goOn();
      await editor.command('Terminal: Focus Terminal');
      await editor.untilTerminal(/Successfully migrated up/);
      await editor.breakNowhere();
    },
  },
  {
    what: 'compose up runs the migrations and the seeders, and starts the gateway',
    async run(lab) {
      await lab.editor.runTask('compose: up');
      await lab.editor.untilTerminal(/seeders done/, BUILT);
      same('what runs', await lab.services(), 'gateway postgres');
    },
  },
  {
    what: 'compose down stops them',
    async run(lab) {
      await lab.editor.runTask('compose: down');
      await lab.editor.until('nothing runs', lab.services, services => services === '');
    },
  },
];
