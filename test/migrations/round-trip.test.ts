import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeCatalog } from '../../packages/plumbline/test/support/catalog.ts';
import { onEveryEngine } from '../../packages/plumbline/test/support/engines.ts';
import { openPlatform, type Platform, PROJECT } from '../support/platform.ts';

const NAMES = readdirSync(join(PROJECT, 'src/migrations'))
  .filter(file => file.endsWith('.ts'))
  .map(file => parse(file).name)
  .sort();

onEveryEngine('migrations there and back', engine => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await openPlatform(engine);
  });
  afterAll(() => platform.close());
  beforeEach(() => platform.reset());

  const catalog = () => describeCatalog(platform.sql);
  const run = async (method: 'up' | 'down', ...[options]: Parameters<Platform['orm']['migrator']['up']>) => {
    const ran = await platform.orm.migrator[method](options);
    return ran.map(({ name }) => name);
  };

  test.each(NAMES)('%s: up, down and up again', async name => {
    const earlier = NAMES.slice(0, NAMES.indexOf(name));
    await run('up', earlier);
    const before = await catalog();

    expect(await run('up', [name])).toEqual([name]);
    const after = await catalog();
    expect(after).not.toEqual(before);

    expect(await run('down', [name])).toEqual([name]);
    expect(await catalog()).toEqual(before);

    expect(await run('up', [name])).toEqual([name]);
    expect(await catalog()).toEqual(after);
  });

  test('all of them: up, down to nothing and up again', async () => {
    const before = await catalog();
    expect(await run('up')).toEqual(NAMES);
    const after = await catalog();

    expect(await run('down', { to: 0 })).toEqual(NAMES.toReversed());
    expect(await catalog()).toEqual(before);
    const extensions = await platform.sql(`select from pg_extension where extname = 'vector'`);
    expect(extensions, 'others may use the extension').toHaveLength(1);

    expect(await run('up')).toEqual(NAMES);
    expect(await catalog()).toEqual(after);
  });

  test('nothing is left to do after all of them', async () => {
    await run('up');
    expect(await run('up')).toEqual([]);
    expect(await platform.orm.migrator.getPending()).toEqual([]);
  });
});
