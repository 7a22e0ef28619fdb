#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fresh } from './fresh.js';

// half of the time that a short command takes is reading the modules anew
enableCompileCache();
fresh()
  .then(() => import('../dist/cli/plumb.js'))
  .then(({ main }) => main());
