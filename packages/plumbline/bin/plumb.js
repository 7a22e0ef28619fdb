#!/usr/bin/env node
import module from 'node:module';
import { fresh } from './fresh.js';
import { checkNode } from './node.js';

checkNode();
// half of the time that a short command takes is reading the modules anew
module.enableCompileCache();
fresh()
  .then(() => import('../dist/cli/plumb.js'))
  .then(({ main }) => main());
