import { type Status, type StatusFinding, type StatusRequest, status } from '../../commands/index.ts';
import { showLocation } from '../../problem/index.ts';
import { count, type Diagnostic, entry, instant, styled } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const statusCommand = defineCommand<Status, StatusRequest>({
  command: 'status',
  describe: 'Show where the database stands, in one screen',
  schema: 'status/1',
  flags: { drift: { type: 'boolean', desc: 'Compare its objects with what its migrations make, too' } },
  examples: [
    ['status', 'target, version, what is applied, what waits, and whether the history is clean'],
    ['status --drift', 'and whether its objects are what its migrations made'],
  ],
  run: status,
  render: ({ database, version, current, applied, waiting, heads, compared, findings }, base) =>
    [
      entry('database', database),
      entry('server', version === null ? 'none yet; the first migration:up makes it' : `PostgreSQL ${version}`),
      entry(
        'applied',
        current?.appliedAt
          ? `${count(applied, 'migration')}, the last at ${instant(current.appliedAt)}`
          : count(applied, 'migration'),
      ),
      ...(current ? [entry('current', current.name)] : []),
      ...heads.map(name => entry('head', name)),
      entry('waiting', [count(waiting.length, 'migration'), ...waiting.slice(0, SHOWN)].join('\n')),
      ...(waiting.length > SHOWN
        ? [entry('', `… ${waiting.length - SHOWN} more: npx plumb history current:head`)]
        : []),
      entry(
        'history',
        findings.length === 0
          ? styled('green', compared ? 'clean, and so are the objects' : 'clean')
          : styled('red', 'not clean'),
      ),
      ...findings.flatMap(finding => renderFinding(finding, base)),
      ...(findings.length === 0 && waiting.length > 0 ? [entry('next', 'npx mikro-orm migration:up')] : []),
    ].join('\n'),
  diagnostics: ({ findings }) => findings.map(asDiagnostic),
  exitCode: ({ findings }) => findings[0]?.exitCode ?? 0,
});

/** Names that one screen shows. */
const SHOWN = 8;

function renderFinding({ code, what, where, why, fix }: StatusFinding, base: string): string[] {
  const shown = typeof where === 'string' || where === null ? where : showLocation(where, base);
  return [
    entry('', `${code} ${what}`),
    ...[shown, why, fix].flatMap(text => (text === null ? [] : [entry('', `  ${text}`)])),
  ];
}

const asDiagnostic = ({ code, what, where }: StatusFinding): Diagnostic => ({
  severity: 'error',
  code,
  message: what,
  location: typeof where === 'string' || where === null ? undefined : where,
});
