import { optional } from '../../optional.ts';
import { PROBLEMS, Problem, showLocation } from '../../problem/index.ts';
import { count, entry, indented, styled } from '../../report/index.ts';
import { type Initialized, type InitQuestion, type InitRequest, init, nobodyToAsk } from '../../setup/index.ts';
import { defineBareCommand } from '../command.ts';
import { isSomebodyThere } from '../interview.ts';

interface Flags extends Pick<InitRequest, 'new' | 'vscode' | 'ci'> {
  dryRun: boolean;
  yes: boolean;
}

/** Column of what is said of a file. */
const COLUMN = 34;

export const initCommand = defineBareCommand<Initialized, Flags>({
  command: 'init',
  describe: 'Set a project up: wrap its configuration, and name the wrapper in package.json',
  schema: 'init/1',
  flags: {
    new: { type: 'boolean', default: false, desc: 'Begin a project in an empty folder' },
    'dry-run': { type: 'boolean', default: false, desc: 'Say what would be done, and write nothing' },
    yes: { type: 'boolean', alias: 'y', default: false, desc: 'Do not ask' },
    vscode: { type: 'boolean', desc: 'With tasks and launch configurations for VS Code; --no-vscode without' },
    ci: { choices: ['github', 'gitlab', 'none'], desc: 'With a job that compares entities and migrations' },
  },
  examples: [
    ['init --dry-run', 'what it finds, and what it would write'],
    ['init', 'the same, and write it once you have said yes'],
    ['init --yes --ci github', 'in a script, with a job for GitHub'],
    ['init --new', 'a project with one entity, in an empty folder'],
  ],
  run: flags => init({ ...flags, folder: process.cwd(), agree: flags.yes ? async () => true : ask }),
  render,
  exitCode: ({ outcome, obstacles: [first] }) => (first ? PROBLEMS[first.code].exit : outcome === 'declined' ? 1 : 0),
});

async function ask(question: InitQuestion): Promise<boolean> {
  if (!isSomebodyThere()) return nobodyToAsk(question);
  const { confirm } = await optional('a question on the terminal', () => import('@inquirer/prompts'));
  try {
    return await confirm({ message: question.message, default: true });
  } catch (cause) {
    if ((cause as Error).name !== 'ExitPromptError') throw cause;
    throw new Problem('PL002', { what: 'stopped; nothing was written', cause });
  }
}

function render({ outcome, configuration, files, obstacles, notes, next }: Initialized, base: string): string {
  const { location, origin, contexts, driver, language, modules, manager } = configuration;
  const changed = files.filter(({ outcome }) => outcome !== 'unchanged');
  const named =
    contexts.length > 1 || (contexts[0] ?? 'default') !== 'default' ? [`contexts ${contexts.join(', ')}`] : [];
  return [
    styled('bold', `${showLocation(location, base)}, by ${origin}`),
    indented([language, modules, manager, ...(driver === null ? [] : [driver]), ...named].join(', '), 2),
    '',
    ...files.map(({ location: file, outcome: became, what }) =>
      entry(`${SAID[became]} ${showLocation(file, base)}`, what, { column: COLUMN }),
    ),
    '',
    outcome === 'nothing to do'
      ? 'everything is there already; nothing was changed'
      : outcome === 'written'
        ? `${count(changed.length, 'file')} written`
        : 'nothing was written',
    ...obstacles.flatMap(({ code, what, why, fix }) => [
      styled('bold', indented(`in the way: ${what} (${code})`, 0, 2)),
      ...[`why:   ${why}`, `fix:   ${fix}`].map(line => indented(line, 2, 9)),
    ]),
    ...notes.map(note => indented(`note: ${note}`, 0, 2)),
    ...(changed.length > 0
      ? ['', styled('bold', outcome === 'written' ? 'next' : 'after it'), ...next.map(line => `  ${line}`)]
      : []),
  ].join('\n');
}

const SAID = { new: 'new      ', changed: 'change   ', unchanged: 'as it is ' } as const;
