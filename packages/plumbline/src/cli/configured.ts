import { configure } from '@mikro-orm/cli';
import type { Argv } from 'yargs';
import { configurationProblem, explainConfiguration } from '../setup/index.ts';
import { withVariables } from '../variables.ts';

/** Commands about a set-up, which may be one that MikroORM's own command does not begin in. */
const ABOUT_SETUP = new Set(['init', 'doctor']);

/** What MikroORM would refuse, or tell of, before a command begins. */
const LENIENT = { MIKRO_ORM_ALLOW_VERSION_MISMATCH: '1', MIKRO_ORM_CLI_PREFER_TS: '0' };

/**
 * MikroORM's commands, ready for more.
 *
 * @throws Problem where the project is not one that they begin in
 */
export async function configured(argv: readonly string[]): Promise<Argv> {
  const folder = process.cwd();
  await explainConfiguration(folder);
  const command = argv.find(arg => !arg.startsWith('-'));
  const isLenient = command !== undefined && ABOUT_SETUP.has(command);
  try {
    return (await withVariables(isLenient ? LENIENT : {}, configure)) as Argv;
  } catch (error) {
    throw configurationProblem(error, folder);
  }
}
