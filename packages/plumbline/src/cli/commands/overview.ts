import { type Overview, overview, type TableOverview } from '../../commands/index.ts';
import { count, instant, renderTable } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const overviewCommand = defineCommand({
  command: 'overview',
  describe: 'Show tables and rows, migrations, and what to try next',
  schema: 'overview/1',
  examples: [['overview', 'what is in the database, and what to do next']],
  run: overview,
  render: ({ database, tables, migrations }) => {
    const there = tables.filter(({ rows, hidden }) => rows !== undefined || hidden);
    const applied = migrations.filter(({ appliedAt }) => appliedAt);
    return [
      `In ${database}:`,
      '',
      renderTable(
        [{ title: 'table' }, { title: 'rows', align: 'right' }],
        tables.map(table => [table.name, rowsOf(table)]),
      ),
      `${count(there.length, 'table')}, ${count(sum(there), 'row')}${there.some(({ hidden }) => hidden) ? ', and those that this role may not see' : ''}`,
      '',
      renderTable(
        [{ title: 'migration' }, { title: 'applied' }],
        migrations.map(({ name, appliedAt }) => [name, appliedAt ? instant(appliedAt) : 'not yet']),
      ),
      `${count(applied.length, 'migration')} applied, ${migrations.length - applied.length || 'none'} waiting`,
      '',
      'Try next:',
      ...suggestions({ tables, migrations }).map(([command, what]) => `  ${command.padEnd(44)} ${what}`),
    ].join('\n');
  },
});

const rowsOf = ({ rows, more, hidden }: TableOverview): string =>
  rows === undefined ? (hidden ? 'not to be seen' : 'missing') : `${more ? 'over ' : ''}${rows.toLocaleString('en')}`;

const sum = (tables: TableOverview[]): number => tables.reduce((total, { rows = 0 }) => total + rows, 0);

function suggestions({ tables, migrations }: Pick<Overview, 'tables' | 'migrations'>): [string, string][] {
  if (migrations.some(({ appliedAt }) => !appliedAt)) {
    return [['npx mikro-orm migration:up', 'run the migrations that wait']];
  }
  return [
    ...(sum(tables) === 0 && !tables.some(({ hidden }) => hidden)
      ? [['npx mikro-orm seeder:run', 'write the reference rows'] as [string, string]]
      : []),
    ['npx mikro-orm migration:create --name=NAME', 'after a change of the entities'],
    ['npx mikro-orm migration:check', 'whether entities and migrations are one'],
    ['npx plumb --help', 'everything else'],
  ];
}
