import { Utils } from '@mikro-orm/core';
import { ANSWERS } from '../objects/index.ts';
import { Problem, toProblem } from '../problem/index.ts';
import { width } from '../report/index.ts';
import { version } from '../version.ts';
import { answered } from './answered.ts';
import { commands } from './commands/index.ts';
import { configured } from './configured.ts';
import { groupCommands } from './help.ts';
import { FORMS, type Form, formOf, printProblem } from './output.ts';
import { enterCommandLine } from './stock.ts';
import { showStockOutput } from './stock-output.ts';

/** Runs one command line of `plumb`. Returns its exit code, never throws; a failure is one screen. */
export async function run(argv: string[]): Promise<number> {
  process.exitCode = 0;
  enterCommandLine();
  // the stock commands colour their output wherever it goes
  if (!process.stdout.isTTY) process.env.NO_COLOR ??= '1';
  const form = askedForm(argv);
  // what the stock commands call asks the environment
  process.env.PLUMBLINE_FORMAT = form;
  showStockOutput();
  try {
    const plumb = (await configured(argv))
      .scriptName('plumb')
      .version(`plumb ${version}, MikroORM ${Utils.getORMVersion()}`)
      .option('format', { choices: FORMS, global: true, desc: 'How to print failures, and what was found' })
      .command(commands as never)
      .wrap(width())
      .showHelpOnFail(false)
      .exitProcess(false)
      .fail((message, error) => {
        throw error ?? misunderstood(message);
      });
    const withCommands = groupCommands(plumb);
    const parsed = plumb.parseAsync(argv.length > 0 ? asArguments(argv) : ['--help'], {}, (_error, _argv, printed) => {
      if (printed) process.stdout.write(`${withCommands(printed)}\n`);
    });
    await answered(parsed);
    return Number(process.exitCode);
  } catch (error) {
    const problem = toProblem(error);
    printProblem(problem, form);
    return problem.exitCode;
  }
}

/** Known before the command line is understood: it may not be. */
function askedForm(argv: readonly string[]): Form {
  const at = argv.findIndex(arg => arg === '--format' || arg.startsWith('--format='));
  const format = at === -1 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  return formOf({ json: argv.includes('--json'), format });
}

/** The command line as yargs is to read it. */
const asArguments = (argv: readonly string[]): string[] => joinNegated(argv.map(asPoint));

/** `--no-rename` is an answer, and takes a value: yargs takes what begins with `--no-` for the opposite of another flag. */
const NEGATED = new Set(ANSWERS.filter(flag => flag.startsWith('no-')).map(flag => `--${flag}`));
const joinNegated = ([first, ...rest]: readonly string[]): string[] => {
  if (first === undefined) return [];
  const [value, ...others] = rest;
  if (!NEGATED.has(first) || value === undefined) return [first, ...joinNegated(rest)];
  return [`${first}=${value}`, ...joinNegated(others)];
};

/** A point in the history that begins with a minus looks like a flag: `-2:head` is written out. */
const asPoint = (arg: string): string => (/^-\d+:/.test(arg) ? `current${arg}` : arg);

const misunderstood = (message: string): Problem =>
  new Problem('PL001', { what: 'the command line is not understood', why: message, fix: 'see npx plumb --help' });
