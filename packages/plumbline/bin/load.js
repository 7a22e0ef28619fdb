import module from 'node:module';
import { fresh } from './fresh.js';
import { checkNode } from './node.js';

/** `loadConfiguration` of cli/load.ts. A project's configuration is where every command but `plumb` begins. */
export async function loadConfiguration(load) {
  checkNode();
  // half of the time that a short command takes is reading the modules anew
  module.enableCompileCache();
  await fresh();
  const { loadConfiguration } = await import('../dist/cli/load.js');
  return loadConfiguration(load);
}
