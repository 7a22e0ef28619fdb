/**
 * Runs a form of the stress tests with its full numbers, or a named part of them, and adds a row to docs/stress-runs.md.
 *
 *   node packages/plumbline/scripts/stress.ts at-once 2/10
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
const PAGE = join(ROOT, 'docs/stress-runs.md');
const TESTS = 'packages/plumbline/test';

/** The project of vitest that has it, and its tests. */
const FORMS: Record<string, { project: string; tests: string[] }> = {
  ...Object.fromEntries(
    ['at-once', 'broken-off', 'server-killed', 'under-load'].map(name => [
      name,
      { project: 'alone', tests: [`${TESTS}/stress/${name}`] },
    ]),
  ),
  ...Object.fromEntries(
    [
      ['embedded-lock', 'stress/embedded-lock'],
      ['pairs', 'engine/pairs'],
      ['circles', 'engine/circles'],
      ['rename-order', 'engine/rename-order'],
      ['losses', 'guard/losses'],
      ['artefact', 'authoring/artefact'],
      ['array-casts', 'catalog/array-casts'],
      ['overloads', 'overloads'],
    ].map(([name = '', path]) => [name, { project: 'together', tests: [`${TESTS}/${path}`] }]),
  ),
  ...Object.fromEntries(
    [14, 15, 16, 17, 18].map(version => [
      `server-${version}`,
      {
        project: `PostgreSQL ${version}`,
        tests: ['engine/cases', 'engine/pairs', 'catalog', 'shadow', 'sql/versions', 'runner'].map(
          path => `${TESTS}/${path}`,
        ),
      },
    ]),
  ),
};

interface Counted {
  numPassedTests: number;
  numFailedTests: number;
}

const [name = '', part = '1/1'] = process.argv.slice(2);
const form = FORMS[name];
if (!form || !/^\d+\/\d+$/.test(part)) {
  console.error(`usage: stress.ts ${Object.keys(FORMS).join('|')} [PART/PARTS]`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'plumbline-stress-'));
const report = join(folder, 'report.json');
const load = loadavg()[0]?.toFixed(1);
const started = performance.now();
const { stdout } = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    '--project',
    form.project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ].concat(form.tests),
  {
    cwd: ROOT,
    env: { ...process.env, PLUMBLINE_STRESS: 'full', PLUMBLINE_STRESS_PART: part },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  },
);
process.stdout.write(stdout);
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as Counted;
rmSync(folder, { recursive: true });
const said = stdout.matchAll(/^(?:figure: (.*)|.*(PROPERTY_SEED=\d+).*)$/gm);
const row = [
  new Date().toISOString().slice(0, 10),
  name,
  part,
  `${numPassedTests} of ${numPassedTests + numFailedTests}`,
  `${Math.round((performance.now() - started) / 1000)} s`,
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim(),
  `${cpus().length} cores, load ${load} before`,
  [...said].map(([, figure, seed]) => figure ?? seed).join('; '),
];
appendFileSync(PAGE, `| ${row.join(' | ')} |\n`);
process.exitCode = numFailedTests === 0 && numPassedTests > 0 ? 0 : 1;
