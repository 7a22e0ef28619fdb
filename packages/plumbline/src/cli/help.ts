import type { Argv } from 'yargs';
import { entry, styled } from '../report/index.ts';

/** The commands in the order of the help. What is named in none stands in the last group. */
const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  [
    'Where things are',
    ['status', 'current', 'heads', 'history', 'show', 'overview', 'migration:list', 'migration:pending'],
  ],
  [
    'Changing the schema',
    ['migration:create', 'migration:check', 'verify', 'watch', 'diff', 'diagram', 'explain', 'merge'],
  ],
  ['Running migrations', ['plan', 'migration:up', 'migration:down', 'sql', 'drift', 'stamp']],
  ['Changing the list of migrations', ['migration:log', 'migration:unlog', 'migration:rollup']],
  [
    'Databases and their rows',
    ['seeder:run', 'seeder:create', 'reset', 'migration:fresh', 'database:create', 'database:import'],
  ],
  ['A project’s set-up', ['init', 'doctor']],
  ['More of MikroORM', []],
];
/** Columns that the commands' names take. */
const COLUMN = 26;

/** A command as yargs lists it: with its positional arguments, and what it does. */
type CommandEntry = readonly [command: string, describe: string, ...unknown[]];

/** What yargs keeps to itself: it has no groups of commands. */
interface Usage {
  getCommands(): CommandEntry[];
  reset(keep: object): void;
}

/** Stands for the commands until yargs has laid out its page: it would lay out their columns as a paragraph. */
const PLACE = '<commands>';

/**
 * Takes the list of commands out of the first help page.
 *
 * @returns puts it back into what yargs prints, in groups, each command once: a later one of a name replaces the earlier
 */
export function groupCommands(yargs: Argv): (printed: string) => string {
  const usage = (yargs as Argv & { getInternalMethods(): { getUsageInstance(): Usage } })
    .getInternalMethods()
    .getUsageInstance();
  const byName = new Map(usage.getCommands().map(command => [nameOf(command[0]), command]));
  const named = new Set(GROUPS.flatMap(([, names]) => names));
  const rest = [...byName.keys()].filter(name => !named.has(name));
  const lines = (): string[] =>
    GROUPS.flatMap(([title, names], i) => [
      styled('bold', title),
      ...(i === GROUPS.length - 1 ? rest : names).flatMap(name => render(byName.get(name))),
      '',
    ]);
  // with the usage line and the examples
  usage.reset({});
  yargs.usage(`Usage: $0 <command> [options]\n\n${PLACE}`);
  return printed =>
    printed.replace(PLACE, () =>
      [...lines(), 'plumb COMMAND --help shows its options; where it is not MikroORM’s own, examples too.'].join('\n'),
    );
}

const nameOf = (command: string): string => command.split(' ')[0] as string;

const render = (command: CommandEntry | undefined): string[] =>
  command ? [entry(command[0], command[1], { column: COLUMN })] : [];
