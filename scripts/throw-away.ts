/**
 * Runs the migrations up to one on an embedded database of its own, takes that one back, runs it again, and throws the
 * database away: to be stepped through.
 *
 *   node scripts/throw-away.ts src/migrations/Migration….ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from 'mikro-orm-plumbline/cli';

const [file = ''] = process.argv.slice(2);
const name = basename(file, '.ts');
const folder = await mkdtemp(join(tmpdir(), 'plumbline-throw-away-'));
process.env.PLUMBLINE_FOLDER = folder;
delete process.env.SA01_DB_DSN;
let code = 0;
try {
  for (const line of [['migration:up', '--to', name], ['migration:down'], ['migration:up', '--to', name]]) {
    process.stdout.write(`\nplumb ${line.join(' ')}\n`);
    code = await run(line);
    if (code !== 0) break;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(code);
