/** Writes the table of exit codes into README.md, between its markers: node scripts/problems-table.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { PROBLEMS } from '../src/toolkit/problem/index.ts';

const README = new URL('../README.md', import.meta.url);
const MARKED = /(?<=<!-- problems -->\n).*(?=<!-- \/problems -->)/s;

/** README.md as it should be. */
export function documented(): string {
  const rows = Object.entries(PROBLEMS)
    .sort(([, one], [, other]) => one.exit - other.exit)
    .map(([code, { exit, title }]) => `| ${exit} | ${code} | ${title} |`);
  const table = ['| exit code | problem | what it means |', '| --: | --- | --- |', ...rows, ''].join('\n');
  return readFileSync(README, 'utf8').replace(MARKED, () => table);
}

if (import.meta.main) writeFileSync(README, documented());
