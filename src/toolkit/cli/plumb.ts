#!/usr/bin/env node
import { run } from './run.ts';

// a failed stock command leaves its connections open, and would be waited for
process.exit(await run(process.argv.slice(2)));
