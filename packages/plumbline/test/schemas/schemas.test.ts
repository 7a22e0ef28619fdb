import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { relative } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { pathOf } from '../../scripts/fetch-schemas.ts';
import type { Diff } from '../../src/commands/diff.ts';
import { run } from '../support/command.ts';
import { onServer, server } from '../support/engines.ts';
import { BOOKSHOP } from '../support/repository.ts';
import { type Converged, converge } from './converge.ts';
import { SCHEMAS } from './schemas.ts';

const isFetched = (schema: (typeof SCHEMAS)[number]): boolean =>
  existsSync(pathOf(schema, 0)) && existsSync(pathOf(schema, 1));

const [fetched, missing] = [SCHEMAS.filter(isFetched), SCHEMAS.filter(schema => !isFetched(schema))];
if (missing.length > 0) {
  const names = missing.map(({ name }) => name).join(', ');
  console.warn(
    `\nNOT RUN: the public schemas ${names}, which are not there (node packages/plumbline/scripts/fetch-schemas.ts)\n`,
  );
}

/** Two diffs of hundreds of tables, and a third one. */
const PATIENCE = 600_000;

test('the list names repositories, commits and licences', () => {
  expect(SCHEMAS.length).toBeGreaterThanOrEqual(5);
  for (const { repository, versions, licence } of SCHEMAS) {
    expect(repository).toMatch(/^[\w-]+\/[\w.-]+$/);
    for (const version of versions) expect(version).toMatch(/^[0-9a-f]{7,40}$/);
    expect(licence).not.toBe('');
  }
});

function expectConverged({ left, script, differences, statements, unmodelled, leftOut }: Converged): void {
  expect(left.groups).toEqual([]);
  expect(left.same).toBe(true);
  expect(differences).toBeGreaterThan(0);
  expect(statements).toBeGreaterThan(0);
  // what is not modelled is told where the script is read, by its kind at the least
  const comments = script
    .split('\n')
    .filter(line => line.startsWith('--'))
    .map(line => line.replace(/^-- */, ''))
    .join(' ');
  for (const one of unmodelled) expect(comments).toContain(one.split(' ')[0]);
  for (const one of leftOut) expect(comments).toContain(one.split(' (')[0]?.trim());
}

if (fetched.length > 0) {
  describe('from one version to the other of a schema that nobody here wrote', () => {
    test.each(fetched)('$name ($repository)', { timeout: PATIENCE }, async schema =>
      expectConverged(await converge(schema)),
    );
  });

  onServer('the script, run by psql on a database that the first version made', () => {
    const plain = fetched.filter(({ name }) => name === 'synapse' || name === 'travis');
    test.each(plain)('$name', { timeout: PATIENCE }, async schema => {
      const database = await server.create();
      const { dsn, container } = inject('server') as { dsn: string; container: string };
      const own = String(database.env.SA01_DB_DSN);
      const [from, to] = ([0, 1] as const).map(version => `file:${relative(BOOKSHOP, pathOf(schema, version))}`);
      const env = {
        SA01_DB_DSN: '',
        PLUMBLINE_FOLDER: tmpdir(),
        PLUMBLINE_SHADOW_DSN: dsn,
        PLUMBLINE_SHADOW_ALLOW: 'privileged',
      };
      const psql = `docker exec -i ${container} psql -q -U postgres -d ${new URL(own).pathname.slice(1)}`;
      const { DOCKER_HOST } = process.env;
      const shell = (line: string) =>
        run('bash', ['-o', 'pipefail', '-c', line], { ...env, ...(DOCKER_HOST && { DOCKER_HOST }) });
      const plumb = 'plumb diff';
      try {
        // what it says about roles that are not there is nothing to us
        await shell(`${psql} < ${pathOf(schema, 0)}`);
        const applied = await shell(`${plumb} ${from} ${to} --sql --shape-only | ${psql}`);
        expect(applied, applied.stderr).toMatchObject({ code: 0 });
        const left = await shell(`${plumb} db:${own} ${to} --json`);
        expect((JSON.parse(left.stdout) as Diff).groups).toEqual([]);
        expect(left.code).toBe(0);
      } finally {
        await database.drop();
      }
    });
  });

  onServer('with extensions that the embedded PostgreSQL does not have', () => {
    const needed = fetched.filter(({ name }) => name === 'danbooru');
    test.each(needed)('$name', { timeout: PATIENCE }, async schema => {
      const { dsn } = inject('server') as { dsn: string };
      const converged = await converge(schema, { PLUMBLINE_SHADOW_DSN: dsn, PLUMBLINE_SHADOW_ALLOW: 'privileged' });
      expectConverged(converged);
      expect(converged.leftOut.filter(one => one.startsWith('extension'))).toEqual([]);
    });
  });
}
