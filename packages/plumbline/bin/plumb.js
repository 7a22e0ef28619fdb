#!/usr/bin/env node
import { fresh } from './fresh.js';
import { prepareNode } from './node.js';

prepareNode();
// an older Node cannot even read it
await import('./from-project.js');
await fresh();
try {
  const { main } = await import('../dist/cli/plumb.js');
  await main();
} catch (error) {
  const { withoutMikroOrm } = await import('../dist/cli/not-installed.js');
  await withoutMikroOrm(error, process.argv.slice(2));
}
