#!/usr/bin/env node
import { fresh } from './fresh.js';
import { prepareNode } from './node.js';

prepareNode();
fresh()
  .then(() => import('../dist/cli/plumb.js'))
  .then(({ main }) => main());
