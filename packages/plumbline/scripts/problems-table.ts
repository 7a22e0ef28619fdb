/** Writes what codes.ts says into the documentation: node packages/plumbline/scripts/problems-table.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { ADVICE, PROBLEMS, type ProblemCode } from '../src/problem/index.ts';

const README = new URL('../../../README.md', import.meta.url);
const PAGE = new URL('../../../docs/problems.md', import.meta.url);
const MARKED = /(?<=<!-- problems -->\n).*(?=<!-- \/problems -->)/s;

/** README.md as it should be, with the table of exit codes between its markers. */
export function documented(): string {
  const rows = Object.entries(PROBLEMS)
    .sort(([, one], [, other]) => one.exit - other.exit)
    .map(([code, { exit, title }]) => `| ${exit} | ${code} | ${title} |`);
  const table = ['| exit code | problem | what it means |', '| --: | --- | --- |', ...rows, ''].join('\n');
  return readFileSync(README, 'utf8').replace(MARKED, () => table);
}

/** docs/problems.md as it should be: every code, with what to do. */
export function problemsPage(): string {
  const sections = (Object.keys(PROBLEMS) as ProblemCode[]).sort().map(code => {
    const { exit, title } = PROBLEMS[code];
    return `## ${code}: ${title}\n\nExit code ${exit}. ${ADVICE[code]}\n`;
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const INTRODUCTION = `# Problems

Every failure that a person can mend has a code, which never changes meaning, and an exit code that groups it with others
of its kind. Where a failure has a place, its first line begins with it, as compilers print theirs, so that editors and
CI systems find it:

\`\`\`
src/migrations/Migration20261201000000_phone.ts:14:10: error PL200 a statement of Migration20261201000000_phone failed
  why:   column "phone" of relation "users" already exists
  fix:   correct the migration or the rows it met, and run again
\`\`\`

| \`--format\` | gives |
| --- | --- |
| \`text\` | one screen on standard error |
| \`json\` | an object on standard output, as [json/problem.json](json/problem.json) describes it; so does \`--json\` |
| \`gcc\` | one line each on standard output, \`file:line:column: severity CODE message\` |
| \`sarif\` | SARIF 2.1.0, for code scanning |
| \`github\` | workflow commands, which GitHub Actions shows as annotations |

The last three hold what a command found, too: drift, findings of \`verify\`, hazards of a plan. Of MikroORM's own commands
they hold failures and nothing else; the stock \`mikro-orm\` knows no such flag, and reads PLUMBLINE_FORMAT.
`;

if (import.meta.main) {
  writeFileSync(README, documented());
  writeFileSync(PAGE, problemsPage());
}
