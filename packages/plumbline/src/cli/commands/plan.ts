import {
  type DryRunHazard,
  type DryRunMigration,
  type DryRunStep,
  type PlanSelection,
  plan,
  type RunPlan,
} from '../../commands/index.ts';
import type { Location } from '../../problem/index.ts';
import {
  count,
  type Diagnostic,
  indented,
  renderTable,
  sayBytes,
  sayDuration,
  sayVersion,
  styled,
} from '../../report/index.ts';
import { defineCommand } from '../command.ts';

/** Lines of a statement that are shown. */
const SHOWN = 8;

export const planCommand = defineCommand<RunPlan, PlanSelection>({
  command: 'plan',
  describe: 'Show what migration:up would do to the database now: statements, locks, rewrites, rows. Changes nothing',
  schema: 'plan/1',
  flags: {
    to: { alias: 't', type: 'string', desc: 'The last migration to plan' },
    from: { alias: 'f', type: 'string', desc: 'The migration after which to start' },
    only: { alias: 'o', type: 'string', array: true, desc: 'These migrations only' },
  },
  examples: [
    ['plan', 'before a deploy: what would it lock, and for how many rows?'],
    ['plan --to +1', 'the next migration only'],
    ['plan --format github', 'its hazards as annotations on a pull request'],
  ],
  run: plan,
  render,
  diagnostics: ({ hazards, migrations }) =>
    hazards.map(hazard => asDiagnostic(hazard, migrations[0]?.steps[0]?.location ?? undefined)),
});

/** A hazard of a table that no statement is known to hold stands where the run begins. */
const asDiagnostic = ({ kind, message, location }: DryRunHazard, begin: Location | undefined): Diagnostic => ({
  severity: kind === 'note' ? 'note' : 'warning',
  code: kind === 'data-loss' ? 'PL320' : 'PL321',
  message,
  location: location ?? begin,
});

function render(result: RunPlan): string {
  const { database, version, shadowVersion, drift, migrations, hazards, tables, measuredOn } = result;
  const steps = migrations.reduce((sum, one) => sum + one.steps.length, 0);
  const on = measuredOn === 'database' ? 'a copy of it' : 'what its migrations made';
  const waits =
    migrations.length === 0
      ? 'no migration waits'
      : `${count(migrations.length, 'migration')}, ${count(steps, 'statement')}`;
  return [
    indented(`${database} (PostgreSQL ${sayVersion(version)}): ${waits}`, 0, 2),
    ...(migrations.length > 0 ? [`measured on PostgreSQL ${sayVersion(shadowVersion)}, on ${on}`] : []),
    ...(drift.length > 0
      ? [indented(`not what the migrations made: ${drift.join(', ')} (npx plumb drift)`, 0, 2)]
      : []),
    ...migrations.flatMap(migration => ['', renderMigration(migration)]),
    ...(hazards.length > 0 ? ['', styled('bold', 'hazards'), ...hazards.map(renderHazard)] : []),
    ...(tables.length > 0 ? ['', renderTables(result)] : []),
    ...(migrations.length > 0 ? ['', 'nothing was changed; to run it: npx mikro-orm migration:up'] : []),
  ].join('\n');
}

function renderMigration({ name, transactional, resumesAt, steps }: DryRunMigration): string {
  const how = transactional ? 'one transaction' : 'statement by statement, outside a transaction';
  const resumed = resumesAt > 0 ? `, from statement ${resumesAt + 1} on` : '';
  return [
    `${styled('bold', name)}: ${how}${resumed}`,
    ...steps.map((step, i) => renderStep(step, resumesAt + i + 1)),
    ...(steps.length === 0 ? ['  nothing to do'] : []),
  ].join('\n');
}

function renderStep(step: DryRunStep, number: number): string {
  const { sql, lockTimeoutMs, statementTimeoutMs, blocks, locks, rewrites } = step;
  const lines = sql.trim().split('\n');
  const more = lines.length > SHOWN ? [`… ${count(lines.length - SHOWN, 'more line')} (--json has them)`] : [];
  const held = (locks ?? []).filter(({ mode }) => mode !== 'AccessShareLock');
  const notes = [
    ...(locks === null
      ? [blocks ? 'may hold up reads and writes, which cannot be measured' : 'beside reads and writes']
      : []),
    ...held.map(({ relation, mode }) => `locks ${relation} ${mode.replace(/Lock$/, '')}`),
    ...rewrites.map(relation => `writes ${relation} anew`),
    ...(lockTimeoutMs > 0 ? [`waits ${sayDuration(lockTimeoutMs)} for a lock`] : []),
    ...(statementTimeoutMs > 0 ? [`may run ${sayDuration(statementTimeoutMs)}`] : []),
  ];
  const [first = '', ...rest] = [...lines.slice(0, SHOWN), ...more];
  return [
    indented(`${String(number).padStart(3)}  ${first}`, 0, 7),
    ...rest.map(line => indented(line, 5, 7)),
    ...(notes.length > 0 ? [styled('dim', indented(notes.join(', '), 7))] : []),
  ].join('\n');
}

const renderHazard = ({ kind, message, instead }: DryRunHazard): string =>
  [indented(`${kind.padEnd(10)} ${message}`, 2, 13), ...(instead === undefined ? [] : [indented(instead, 13)])].join(
    '\n',
  );

const renderTables = ({ tables }: RunPlan): string =>
  renderTable(
    [
      { title: 'table' },
      { title: 'rows', align: 'right' },
      { title: 'size', align: 'right' },
      { title: 'strongest lock' },
      { title: 'written anew' },
    ],
    tables.map(({ table, rows, estimated, bytes, lock, rewritten }) => [
      table,
      `${estimated ? 'about ' : ''}${rows.toLocaleString('en')}`,
      sayBytes(bytes),
      lock?.replace(/Lock$/, '') ?? '',
      rewritten ? 'yes' : '',
    ]),
  );
