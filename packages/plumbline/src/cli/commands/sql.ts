import { type Sql, sql } from '../../commands/index.ts';
import { commented, terminated } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const sqlCommand = defineCommand<Sql, { range?: string }>({
  command: 'sql [range]',
  describe: 'Print a run as a script for psql, up or down, without a database',
  schema: 'sql/1',
  positionals: {
    range: { type: 'string', desc: 'FROM:TO, by name, timestamp, base, head; TO before FROM is the way down' },
  },
  examples: [
    ['sql | psql "$DSN"', 'every migration, on an empty database'],
    ['sql 20261122181819:head', 'what came after one'],
    ['sql head:head-1', 'the last one taken back'],
  ],
  run: sql,
  isScript: () => true,
  render: result =>
    [commented(headOf(result)), '\\set ON_ERROR_STOP on', ...result.blocks.map(renderBlock(result))].join('\n'),
});

const headOf = ({ from, to, method, migrations }: Sql): string =>
  [
    `${from ?? 'the empty database'} → ${to ?? 'the empty database'}`,
    ...migrations.map(name => `${method} ${name}`),
    'For psql. It stops at the first error; npx mikro-orm migration:up or down then goes on from there.',
  ].join('\n');

const renderBlock =
  ({ blocks }: Sql) =>
  (block: Sql['blocks'][number], at: number): string => {
    const heading = blocks[at - 1]?.title === block.title ? [] : [commented(block.title)];
    const statements = block.statements.map(terminated);
    const lines = block.transactional
      ? ['begin isolation level read committed;', ...statements, 'commit;']
      : statements;
    return ['', ...heading, ...lines].join('\n');
  };
