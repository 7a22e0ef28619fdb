// npm links the commands of packages that a project depends on, but not the project's own: `npx plumb` finds it here.
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const link = join(import.meta.dirname, '../node_modules/.bin/plumb');
rmSync(link, { force: true });
symlinkSync('../../src/toolkit/cli/plumb.ts', link);
