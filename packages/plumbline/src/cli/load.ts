import { MikroORM, type Options } from '@mikro-orm/core';
import { unreadable } from '../locations/index.ts';
import { readTypeScript } from '../typescript.ts';
import { endOnProblem, isStockCommand } from './stock.ts';

/**
 * Loads the project's configuration, and with it the entities. A file that cannot be read as TypeScript, or that fails
 * while it is loaded, is named with its line.
 *
 * @throws Problem PL351
 */
export async function loadConfiguration(load: () => Promise<{ default: Partial<Options> }>): Promise<Partial<Options>> {
  readTypeScript();
  try {
    const { default: options } = await load();
    // relations are functions, which are called first when the entities are put together: here, where it is explained
    if (isStockCommand()) await (await MikroORM.init(options)).close();
    return options;
  } catch (error) {
    return endOnProblem(unreadable(error as Error));
  }
}
