import { afterAll, beforeAll, expect, test } from 'vitest';
import { onServer } from '../support/engines.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said, type Written } from './run-project.ts';

const NAMES = ['Migration1', 'Migration2', 'Migration3', 'Migration4'];

onServer('The stock command takes', () => {
  const list = (name: string): Written => ({
    up: [`insert into done values ('+${name.slice(-1)}')`],
    down: [`insert into done values ('-${name.slice(-1)}')`],
  });
  let project: RunProject;
  beforeAll(async () => {
    project = await RunProject.create(Object.fromEntries(NAMES.map(name => [name, list(name)])));
  });
  afterAll(() => project.remove());

  test('--to with steps, base and head, --from and --only, both ways, on the same database', async () => {
    await inDatabase(async ({ env, sql }) => {
      await sql('create table done (what text)');
      const did = async (...args: string[]): Promise<string> => {
        await sql('truncate done');
        expect(said(await project.mikroOrm(args, env))).toMatch(/^0:/);
        return (await sql<{ what: string }>('select what from done')).map(({ what }) => what).join(' ');
      };
      expect(await did('migration:up', '--to=+2')).toBe('+1 +2');
      expect(await did('migration:down', '--to=-1')).toBe('-2');
      expect(await did('migration:up', '--to=head')).toBe('+2 +3 +4');
      expect(await did('migration:down', '--to=base')).toBe('-4 -3 -2 -1');
      expect(await did('migration:up', '--to=Migration2')).toBe('+1 +2');
      expect(await did('migration:up', '--from=Migration2', '--to=Migration3')).toBe('+3');
      expect(await did('migration:down', '--only=Migration3')).toBe('-3');
      expect(await did('migration:down', '--from=Migration2', '--to=0')).toBe('-2 -1');
    });
  }, 120_000);
});
