#!/usr/bin/env node
import { fresh } from './fresh.js';
import { explainMissing } from './from-project.js';
import { prepareNode } from './node.js';

prepareNode();
await fresh();
const [, , command, ...args] = process.argv;
try {
  const { main } = await import('../dist/cli/plumb.js');
  await main();
} catch (error) {
  const missing = explainMissing(error);
  if (missing === undefined) throw error;
  if (command === 'init' && args.includes('--new')) {
    const { begin } = await import('../dist/cli/begin.js');
    await begin(args);
  } else {
    process.stderr.write(missing);
    process.exitCode = 61;
  }
}
