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

/** The project of vitest that has a form, and its tests. */
const FORMS = new Map<string, readonly [project: string, ...tests: string[]]>([
  ...['at-once', 'broken-off', 'server-killed', 'under-load'].map(name => [name, ['alone', `stress/${name}`]] as const),
  ['embedded-lock', ['together', 'stress/embedded-lock']],
  ['pairs', ['together', 'engine/pairs']],
  ['circles', ['together', 'engine/circles']],
  ['rename-order', ['together', 'engine/rename-order']],
  ['losses', ['together', 'guard/losses']],
  ['artefact', ['together', 'authoring/artefact']],
  ['array-casts', ['together', 'catalog/array-casts']],
  ['overloads', ['together', 'overloads']],
  // each of these projects says by itself which tests it has
  ...[14, 15, 16, 17, 18].map(version => [`server-${version}`, [`PostgreSQL ${version}`, '']] as const),
]);

interface Counted {
  numPassedTests: number;
  numFailedTests: number;
}

const [name = '', part = '1/1'] = process.argv.slice(2);
const form = FORMS.get(name);
if (!form || !/^\d+\/\d+$/.test(part)) {
  console.error(`usage: stress.ts ${[...FORMS.keys()].join('|')} [PART/PARTS]`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'plumbline-stress-'));
const report = join(folder, 'report.json');
const load = loadavg()[0]?.toFixed(1);
const started = performance.now();
const [project, ...tests] = form;
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { stdout } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', project, ...reporters, ...tests.map(path => `${TESTS}/${path}`)],
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
