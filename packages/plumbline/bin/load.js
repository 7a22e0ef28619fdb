import { fresh } from './fresh.js';
import { prepareNode } from './node.js';

/** `loadConfiguration` of cli/load.ts. A project's configuration is where every command but `plumb` begins. */
export async function loadConfiguration(load) {
  prepareNode();
  await fresh();
  const { loadConfiguration } = await import('../dist/cli/load.js');
  return loadConfiguration(load);
}
