import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { Problem, renderProblem, showLocation, toProblem } from '../problem/index.ts';

/**
 * What the command does where the project has no MikroORM, or not all of it, and with it nothing that reads a command line,
 * as npx may have brought this package alone: `init --new` begins a project, and everything else says what to install.
 *
 * @param error what was met on the way to the command, which is thrown on where it is something else
 */
export async function withoutMikroOrm(error: unknown, [command, ...args]: readonly string[]): Promise<void> {
  const folder = process.cwd();
  const setup = await import('../setup/not-installed.ts');
  const missing = isNotFound(error) ? setup.notInstalled(folder) : undefined;
  if (missing === undefined) throw error;
  try {
    if (command !== 'init' || !args.includes('--new')) throw missing;
    const values = flagsOf(args, missing);
    const { outcome, files, next } = await setup.beginProject({
      folder,
      dryRun: values['dry-run'],
      agree: async question =>
        values.yes || (process.stdin.isTTY ? ask(question.message) : setup.nobodyToAsk(question)),
    });
    const lines = [
      ...files.map(
        ({ location, outcome: became, what }) =>
          `${became.padEnd(9)} ${showLocation(location, folder).padEnd(24)} ${what}`,
      ),
      '',
      ...(outcome === 'written' ? ['next', ...next.map(line => `  ${line}`)] : ['nothing was written']),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    if (outcome === 'declined') process.exitCode = 1;
  } catch (cause) {
    const problem = toProblem(cause);
    process.stderr.write(`${renderProblem(problem, folder)}\n`);
    process.exitCode = problem.exitCode;
  }
}

const isNotFound = (error: unknown): boolean =>
  ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as { code?: string }).code ?? '');

function flagsOf(args: string[], { fix }: Problem) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args, options: { new: flag, 'dry-run': flag, yes: { ...flag, short: 'y' } } }).values;
  } catch (cause) {
    throw new Problem('PL001', {
      what: 'the command line is not understood',
      why: `${(cause as Error).message}\nuntil MikroORM is installed, init --new takes --yes and --dry-run alone`,
      fix,
      cause,
    });
  }
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} (Y/n) `);
  terminal.close();
  return /^(?:y(?:es)?)?$/i.test(answer.trim());
}
