import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopiedProject } from '../../packages/plumbline/test/support/copied-project.ts';
import { embedded, type TestDatabase } from '../../packages/plumbline/test/support/engines.ts';
import { copyPlatform } from '../support/platform.ts';

/** What a command may take at most, in megabytes: a container of CI has not much more. */
const AT_MOST = 700;

/** Writes down what the process took at most, when it ends. */
const measure = (file: string): string => `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;

describe('Every command that compares schemas, beside an embedded database', () => {
  let folder: string;
  let project: CopiedProject;
  let database: TestDatabase;
  const took = (): string => join(folder, 'took');

  beforeAll(async () => {
    [folder, project, database] = await Promise.all([
      mkdtemp(join(tmpdir(), 'plumbline-memory-')),
      copyPlatform(),
      embedded.create(),
    ]);
    await writeFile(join(folder, 'measure.mjs'), measure(took()));
    expect((await project.mikroOrm(['migration:up'], database.env)).code).toBe(0);
    await project.edit('src/entities/outcomes.ts', 'feedback: p.text()', 'feedback: p.string().length(200)');
  });
  afterAll(async () => {
    await project.remove();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    'plumb status --drift',
    'plumb drift',
    'plumb plan',
    'plumb verify',
    'plumb diff db entities',
    'plumb explain prompts',
    'plumb diagram db entities',
    'plumb watch --once',
    'mikro-orm migration:check',
    'mikro-orm schema:update --dump',
    'plumb migration:create --allow data-loss',
  ])(`takes less than ${AT_MOST} MB: %s`, async line => {
    const [command = '', ...args] = line.split(' ');
    const NODE_OPTIONS = `--import=${pathToFileURL(join(folder, 'measure.mjs'))}`;
    const { stderr } = await project.run(command, args, { ...database.env, NODE_OPTIONS });
    const peak = Math.round(Number(await readFile(took(), 'utf8')) / 1024);
    await rm(took());
    process.stdout.write(`figure: peak of ${line}: ${peak} MB\n`);
    expect(stderr).not.toMatch(/PL00|Unknown/);
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(AT_MOST);
  });
});
