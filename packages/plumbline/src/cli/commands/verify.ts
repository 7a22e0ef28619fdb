import { type Verified, type VerifyFinding, verify } from '../../commands/index.ts';
import { PROBLEMS, showLocation } from '../../problem/index.ts';
import { count, indented, renderDifferences, sayUnsupported, sayVersion } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const verifyCommand = defineCommand<Verified>({
  command: 'verify',
  describe: 'Replay every migration up, down and up again, and compare with the entities: the gate for CI',
  schema: 'verify/1',
  examples: [
    ['verify', 'without a database: do the migrations lead back, and to the entities?'],
    ['verify --format github', 'the same as annotations on a pull request'],
    ['verify --format sarif > verify.sarif', 'the same for code scanning'],
  ],
  run: verify,
  render,
  diagnostics: ({ findings }) =>
    findings.map(({ code, message, location }) => ({
      severity: 'error',
      code,
      message,
      location: location ?? undefined,
    })),
  exitCode: ({ findings: [first] }) => (first ? PROBLEMS[first.code].exit : 0),
});

function render(
  { migrations, taken, ok, findings, noWayDown, shadowVersion, production }: Verified,
  base: string,
): string {
  const what = `${count(migrations.length, 'migration')} on PostgreSQL ${sayVersion(shadowVersion)}`;
  return [
    ...findings.flatMap(finding => [renderFinding(finding, base), '']),
    ok
      ? `${what}: up, down and up again, each alone and all of them; they lead to the entities`
      : `${what}: ${count(findings.length, 'finding')}`,
    ...(taken.length > 0
      ? [indented(`taken as the baseline has it: ${count(taken.length, 'earlier migration')}`, 0, 2)]
      : []),
    ...(noWayDown.length > 0 ? [indented(`no way down, so the way up alone: ${noWayDown.join(', ')}`, 0, 2)] : []),
    ...(production ? [sayProduction(production, shadowVersion)] : []),
  ].join('\n');
}

function renderFinding({ code, message, location, why, groups, unmodelled }: VerifyFinding, base: string): string {
  return [
    // in one line, as editors look for it
    `${location ? showLocation(location, base) : 'plumb'}: error ${code} ${message}`,
    ...(why === undefined ? [] : [indented(why, 2)]),
    ...(groups.length > 0 ? [renderDifferences(groups)] : []),
    ...(unmodelled.length > 0 ? [indented(`not modelled: ${sayUnsupported(unmodelled)}`, 0, 2)] : []),
  ].join('\n');
}

function sayProduction({ database, version }: NonNullable<Verified['production']>, shadow: number): string {
  const isSame = Math.floor(version / 10_000) === Math.floor(shadow / 10_000);
  const said = `${database} runs PostgreSQL ${sayVersion(version)}`;
  return indented(isSame ? said : `${said}: another version; PLUMBLINE_SHADOW_DSN names a server to verify on`, 0, 2);
}
