import { type Head, type Heads, heads } from '../../commands/index.ts';
import { PROBLEMS } from '../../problem/index.ts';
import type { Diagnostic } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

const isForked = ({ heads }: Heads): boolean => heads.length > 1;

export const headsCommand = defineCommand<Heads>({
  command: 'heads',
  describe: 'Show the newest migration, or the newest ones of merged branches',
  schema: 'heads/1',
  examples: [['heads', 'without a database: is there one line of migrations?']],
  run: heads,
  render: result =>
    [
      ...result.heads.map(({ name, parent }) =>
        isForked(result) ? `${name}, made on top of ${parent ?? 'the empty database'}` : name,
      ),
      ...(result.heads.length === 0 ? ['the project has no migrations'] : []),
      ...(isForked(result) ? ['', 'they do not know of each other: npx plumb merge'] : []),
    ].join('\n'),
  diagnostics: result => (isForked(result) ? result.heads.map(asDiagnostic) : []),
  exitCode: result => (isForked(result) ? PROBLEMS.PL230.exit : 0),
});

const asDiagnostic = ({ name, parent, file }: Head): Diagnostic => ({
  severity: 'error',
  code: 'PL230',
  message: `${name} is one of several newest migrations, made on top of ${parent ?? 'the empty database'}`,
  location: file === null ? undefined : { ...file, line: 1, column: 1 },
});
