import { type HistoryEntry, type HistoryRequest, history } from '../../commands/index.ts';
import { indented, sayChanges, sayRun, styled } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const historyCommand = defineCommand<Awaited<ReturnType<typeof history>>, HistoryRequest>({
  command: 'history [range]',
  describe: 'List the migrations: what each changes, when and by whom it was run',
  schema: 'history/1',
  positionals: {
    range: { type: 'string', desc: 'FROM:TO, by name, timestamp, base, head, current, with +N or -N behind it' },
  },
  flags: { offline: { type: 'boolean', desc: 'Ask no database' } },
  examples: [
    ['history', 'every migration, the first one first'],
    ['history current:head', 'those that wait'],
    ['history -3:', 'from three before the current one on'],
  ],
  run: history,
  render: ({ migrations }) => (migrations.length === 0 ? 'no migrations' : migrations.map(renderEntry).join('\n\n')),
});

function renderEntry(entry: HistoryEntry): string {
  const notes = [
    entry.isCurrent ? 'current' : '',
    entry.isHead ? 'head' : '',
    entry.known ? '' : 'not in this project',
    entry.edited ? 'edited since it was run' : '',
  ].filter(Boolean);
  return [
    `${styled('bold', entry.name)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
    ...(entry.title === null ? [] : [indented(entry.title, 2)]),
    indented(sayRun(entry), 2),
    ...(entry.known
      ? [
          indented(
            entry.changes === null ? 'what it does depends on what the database answers' : sayChanges(entry.changes),
            2,
          ),
        ]
      : []),
  ].join('\n');
}
