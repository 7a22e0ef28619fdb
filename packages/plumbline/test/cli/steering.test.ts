import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { RunProject } from '../runner/run-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';

const [FIRST, SECOND] = ['Migration20260101000000_first', 'Migration20260102000000_second'];
/** It turns red what comes behind it, names the window and hides the rest of a line. */
const NAME = 'a\x1b[31mb\x1b]0;t\x07c\u202ed';
const STEERS = /[^\P{Cc}\n\t]|\u202e/u;
const VERBOSE = { MIKRO_ORM_CLI_VERBOSE: '1' };

let project: RunProject;
let database: TestDatabase;
beforeAll(async () => {
  project = await RunProject.create({
    [FIRST]: {
      parent: null,
      up: [
        `create table "${NAME}" (id bigint primary key, "${NAME}" text)`,
        `insert into "${NAME}" values (1, '${NAME}')`,
        `comment on table "${NAME}" is '${NAME}'`,
      ],
      down: [`drop table "${NAME}"`],
    },
    [SECOND]: { parent: FIRST, up: [`create table "${NAME}2" (id bigint)`], down: [`drop table "${NAME}2"`] },
  });
  await rename(project.path(SECOND), project.path(`${SECOND}\x1b[31m`));
  database = await embedded.create();
});
afterAll(async () => {
  await project.remove();
  await database.drop();
});

const LINES = [
  ...[
    'migration:pending',
    'migration:up',
    'migration:list',
    'migration:check',
    'migration:create',
    'schema:update --dump',
  ],
  ...[
    'overview',
    'status',
    'status --drift',
    'history',
    'show head',
    'show base+1 --changes',
    'sql',
    'current',
    'heads',
  ],
  ...['diff db migrations', 'diff migrations@base db', `explain ${NAME} --from migrations@base --to db`],
  ...['diagram db', 'plan', 'drift', 'verify', 'watch --once', 'merge', 'stamp head'],
  ...['doctor', 'init --yes --dry-run'],
  ...['migration:down', 'reset --yes'],
];

describe('no command lets a name steer the terminal', () => {
  test('whichever there is', () => {
    const names = commands.map(({ command }) => String(command).split(' ')[0]);
    expect(names.filter(name => !LINES.some(line => line.split(' ')[0] === name))).toEqual([]);
  });

  // one after the other, on the same database
  test.each(LINES)('%j', async line => {
    const { code, stdout, stderr } = await project.plumb(line.split(' '), { ...database.env, ...VERBOSE });
    // the others have something to tell then
    if (line === 'migration:up') expect(code, stderr).toBe(0);
    // a script is for psql, and has to name what it means
    if (!/^(?:sql|schema:update)\b/.test(line)) expect(stdout).not.toMatch(STEERS);
    expect(stderr).not.toMatch(STEERS);
    expect(stdout + stderr).not.toBe('');
  });

  test.each(['migration:pending', 'migration:up', 'migration:list'])('%s of the stock command', async line => {
    const { stdout, stderr } = await project.mikroOrm([line], { ...database.env, ...VERBOSE });
    expect(stdout + stderr).not.toMatch(STEERS);
    expect(stdout + stderr).toContain('\\x1b[31m');
  });
});
