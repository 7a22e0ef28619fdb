import { type Shown, type ShowRequest, show } from '../../commands/index.ts';
import { showLocation } from '../../problem/index.ts';
import { entry, indented, renderDifferences, sayRun, styled, terminated } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const showCommand = defineCommand<Shown, ShowRequest>({
  command: 'show <name>',
  describe: 'Show one migration: its header, its statements, when it was run',
  schema: 'show/1',
  positionals: { name: { type: 'string', desc: 'Name, timestamp, head, current, each with +N or -N behind it' } },
  flags: {
    changes: { type: 'boolean', desc: 'Replay the migrations, and show what this one changes in the schema' },
    offline: { type: 'boolean', desc: 'Ask no database' },
  },
  examples: [
    ['show head', 'the newest one'],
    ['show 20261122181819 --changes', 'one by its timestamp, with what it changes in PostgreSQL’s words'],
  ],
  run: show,
  render: (shown, base) =>
    [
      styled('bold', shown.name),
      ...(shown.file === null ? [] : [entry('file', showLocation(shown.file, base))]),
      entry('parent', shown.parent ?? 'the empty database'),
      entry('run', shown.edited ? `${sayRun(shown)}; edited since` : sayRun(shown)),
      entry('transaction', shown.transactional ? 'one each way' : 'none: statement by statement'),
      ...(shown.header.length > 0
        ? ['', ...reflowed(shown.header).map(line => indented(line, 2, /^[- ]/.test(line) ? 4 : 2))]
        : []),
      ...(shown.changes
        ? ['', styled('bold', 'changes'), renderDifferences(shown.changes) || '  nothing in the schema']
        : []),
      '',
      ...direction('up', shown.up),
      '',
      ...direction('down', shown.down),
    ].join('\n'),
});

/** Lines that a file broke at its own width go together again. */
function reflowed(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  for (const line of lines) {
    const before = paragraphs.at(-1) ?? '';
    const goesOn = before !== '' && line !== '' && !/^(?:- |[A-Z][a-z]+: )/.test(line.trimStart());
    if (goesOn) paragraphs[paragraphs.length - 1] = `${before} ${line.trimStart()}`;
    else paragraphs.push(line);
  }
  return paragraphs;
}

/** Statements are shown as they are: a line break in them may mean something. */
const direction = (title: string, statements: Shown['up']): string[] => [
  styled('bold', title),
  ...(statements.length === 0 ? ['  no statements'] : statements.map(({ sql }) => terminated(sql))),
];
