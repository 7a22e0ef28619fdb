import { type Reset, reset } from '../../commands/index.ts';
import { optional } from '../../optional.ts';
import { Problem } from '../../problem/index.ts';
import { defineCommand } from '../command.ts';

async function ask(database: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Problem('PL001', {
      what: 'nobody is there to say yes',
      subject: database,
      why: 'standard input is not a terminal',
      fix: 'run it with --yes',
    });
  }
  const { confirm } = await optional('a question on the terminal', () => import('@inquirer/prompts'));
  try {
    return await confirm({ message: `Delete ${database}, with all its rows?`, default: false });
  } catch (error) {
    // Ctrl-C is a no
    if ((error as Error).name === 'ExitPromptError') return false;
    throw error;
  }
}

const SAID: Record<Reset['outcome'], (database: string) => string> = {
  deleted: database => `deleted ${database}; npx mikro-orm migration:up makes a new one`,
  kept: database => `kept ${database}, nothing was deleted`,
  absent: database => `there is no data in ${database}, nothing was deleted`,
};

export const resetCommand = defineCommand<Reset, { yes: boolean }>({
  command: 'reset',
  describe: 'Delete the embedded database, after a question',
  schema: 'reset/1',
  flags: { yes: { type: 'boolean', alias: 'y', default: false, desc: 'Do not ask' } },
  examples: [
    ['reset', 'a new start, once you have said yes'],
    ['reset --yes', 'the same in a script'],
  ],
  run: (options, { yes }) => reset(options, { confirm: yes ? async () => true : ask }),
  render: ({ database, outcome }) => SAID[outcome](database),
  exitCode: ({ outcome }) => (outcome === 'kept' ? 1 : 0),
});
