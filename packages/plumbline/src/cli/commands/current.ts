import { current } from '../../commands/index.ts';
import { indented, instant } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const currentCommand = defineCommand({
  command: 'current',
  describe: 'Show the migration at which the database stands',
  schema: 'current/1',
  run: current,
  examples: [['current', 'the last migration that the database ran, and how many wait']],
  render({ database, migration, waiting }) {
    if (!migration?.appliedAt) return `no migration is applied to ${database}`;
    const notes = [
      migration.known ? '' : 'not in this project',
      migration.state === 'reverting' ? 'half taken back' : '',
      migration.edited ? 'edited since' : '',
      waiting ? `${waiting} waiting` : 'head',
    ];
    return indented(
      `${migration.name} (${notes.filter(Boolean).join(', ')}), applied ${instant(migration.appliedAt)}`,
      0,
      2,
    );
  },
});
