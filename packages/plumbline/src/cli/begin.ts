import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { renderProblem, showLocation, toProblem } from '../problem/index.ts';

/**
 * `plumb init --new` where no MikroORM is installed yet, and with it nothing that reads a command line: npx has brought this
 * package alone. What it writes into package.json is installed afterwards.
 */
export async function begin(args: string[]): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const folder = process.cwd();
  try {
    const { values } = parseArgs({ args, options: { new: flag, 'dry-run': flag, yes: { ...flag, short: 'y' } } });
    const setup = await import('../setup/begin.ts');
    const { outcome, files, next } = await setup.begin({
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
  } catch (error) {
    const problem = toProblem(error);
    process.stderr.write(`${renderProblem(problem, folder)}\n`);
    process.exitCode = problem.exitCode;
  }
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} (Y/n) `);
  terminal.close();
  return /^(?:y(?:es)?)?$/i.test(answer.trim());
}
