import type { Options } from '@mikro-orm/core';
import type { ArgumentsCamelCase, CommandModule, Options as Flag, PositionalOptions } from 'yargs';
import { visibleIn } from '../problem/index.ts';
import { type Diagnostic, FORMATS } from '../report/index.ts';
import { formOf } from './output.ts';
import { shownFrom } from './shown.ts';

/** The flags of every command, the stock ones included. */
export interface CommonFlags {
  config: string[] | undefined;
  contextName: string;
  quiet: boolean;
}

interface ResultFlags extends CommonFlags {
  json: boolean;
}

export interface Command extends CommandModule<CommonFlags, ResultFlags> {
  /** The name and the version of its JSON, `diff/1`. */
  schema: string;
}

/** How a command is said on the command line, and how its result is. What it does is a library function. */
interface BareDefinition<Result extends object, Flags> {
  /** Its name and its positional arguments, as yargs writes them. */
  command: string;
  describe: string;
  /** The name and the version of its JSON; docs/json has what it stands for. */
  schema: string;
  positionals?: Readonly<Record<string, PositionalOptions>>;
  flags?: Readonly<Record<string, Flag>>;
  examples?: readonly (readonly [command: string, what: string])[];
  run(flags: Flags & ResultFlags): Promise<Result>;
  /** Whether what is rendered is for psql, and stays as it is. */
  isScript?(result: Result): boolean;
  /**
   * The result as people read it.
   *
   * @param base the folder that files are seen from
   */
  render(result: Result, base: string): string;
  /** What of the result has a code, for editors and CI systems. */
  diagnostics?(result: Result): Diagnostic[];
  /** The exit code that a result stands for; 0 when absent. */
  exitCode?(result: Result): number;
}

/** A command whose function takes the project's configuration. */
interface CommandDefinition<Result extends object, Flags> extends Omit<BareDefinition<Result, Flags>, 'run'> {
  run(options: Partial<Options>, flags: Flags & ResultFlags): Promise<Result>;
}

/** A command that prints its result as text, or with `--json` as it is. */
export const defineCommand = <Result extends object, Own extends object = object>({
  run,
  ...definition
}: CommandDefinition<Result, Own>): Command =>
  defineBareCommand<Result, Own>({
    ...definition,
    async run(flags) {
      const { CLIHelper } = await import('@mikro-orm/cli');
      const config = await CLIHelper.getConfiguration(flags.contextName, flags.config);
      return run(config.getAll(), flags);
    },
  });

/** The same for a command that does without a configuration: there may be none. */
export function defineBareCommand<Result extends object, Own extends object = object>(
  definition: BareDefinition<Result, Own>,
): Command {
  const {
    command,
    describe,
    schema,
    positionals = {},
    flags = {},
    examples = [],
    run,
    render,
    isScript,
    exitCode,
  } = definition;
  return {
    command,
    describe,
    schema,
    builder: yargs => {
      for (const [name, flag] of Object.entries(positionals)) yargs.positional(name, flag);
      yargs.example(examples.map(([line, what]) => [`$0 ${line}`, what]));
      return yargs.options({
        ...flags,
        json: {
          type: 'boolean',
          default: false,
          desc: `Print the result as JSON (docs/json/${schema.split('/')[0]}.json)`,
        },
      });
    },
    async handler(args: ArgumentsCamelCase<ResultFlags>) {
      const result = await run(args as typeof args & Own);
      const base = process.cwd();
      const form = formOf(args);
      const text =
        form === 'text'
          ? render(isScript?.(result) && !process.stdout.isTTY ? result : visibleIn(result), base)
          : form === 'json'
            ? JSON.stringify({ schema: `plumbline/${schema}`, ...shownFrom(base, result) }, null, 2)
            : FORMATS[form](definition.diagnostics?.(result) ?? [], base);
      if (text !== '') process.stdout.write(`${text}\n`);
      process.exitCode = exitCode?.(result) ?? 0;
    },
  };
}
