import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkServer } from '../../src/runner/server.ts';
import { OwnServer } from '../stress/own-server.ts';
import { onServer, server as shared } from '../support/engines.ts';
import { listed, stateOf } from './chain.ts';
import { inDatabase, query } from './databases.ts';
import { RunProject, said, type Written } from './run-project.ts';

const TABLE: Written = { up: ['create table item (id integer, note text)'] };
/** About 10 MB, in two parts. */
const LARGE = (apart: boolean): Written => ({
  apart,
  up: [
    "insert into item values (0, 'small')",
    "insert into item select i, repeat('x', 300) from generate_series(1, 30000) i",
  ],
});

onServer('A server whose disk is full', () => {
  let server: OwnServer;
  let project: RunProject;
  let dsn: string;

  beforeAll(async () => {
    project = await RunProject.create({ Migration1: TABLE });
    server = await OwnServer.start({ tmpfs: { '/small': 'size=64m,mode=1777' } });
    dsn = server.dsn.replace(/postgres$/, 'small');
    await server.exec(['install', '-d', '-o', 'postgres', '/small/space']);
    await query(server.dsn, `create tablespace small location '/small/space'`);
  }, 120_000);
  afterAll(async () => {
    await project.remove();
    await server.stop();
  });

  test.each([
    { apart: false, kept: ['Migration1 true applied'], rows: 0 },
    { apart: true, kept: ['Migration1 true applied', 'Migration2 false running'], rows: 1 },
  ])(
    'ends the run with 24, and the next one, with room, ends as an unbroken one; apart: $apart',
    async ({ apart, kept, rows }) => {
      await query(server.dsn, 'create database small tablespace small');
      const sql = <Row>(text: string): Promise<Row[]> => query<Row>(dsn, text);
      await server.exec(['dd', 'if=/dev/zero', 'of=/small/filler', 'bs=1M', 'count=58']);
      await project.write('Migration2', LARGE(apart));
      await project.succeeds(['migration:up', '--only=Migration1'], { SA01_DB_DSN: dsn });

      const ended = await project.mikroOrm(['migration:up'], { SA01_DB_DSN: dsn });
      expect(said(ended)).toMatch(/^24:.*error PL222 the server has no room left for Migration2; /s);
      expect(ended.stderr).toMatch(/^migrations\/Migration2\.ts:\d+:\d+: error PL222/m);
      expect(ended.stderr).toContain('No space left on device');
      expect(ended.stderr).toContain('make room on the server’s disk, and run again, which goes on from there');
      expect(await listed(sql)).toEqual(kept);
      expect(await sql('select from item')).toHaveLength(rows);

      await server.exec(['rm', '/small/filler']);
      await sql('vacuum item');
      expect(said(await project.mikroOrm(['migration:up'], { SA01_DB_DSN: dsn }))).toMatch(/^0:/);
      const after = await stateOf(sql);
      await query(server.dsn, 'drop database small with (force)');
      await inDatabase(async unbroken => {
        await project.succeeds(['migration:up'], unbroken.env);
        expect(after).toEqual(await stateOf(unbroken.sql));
      });
    },
    120_000,
  );
});

onServer('A standby, which follows another server,', () => {
  test('is refused with 17, and left as it was', async () => {
    const server = await OwnServer.start();
    const project = await RunProject.create({ Migration1: TABLE });
    await server.exec(['touch', '/var/lib/postgresql/data/standby.signal']);
    await server.kill();
    await server.startAgain();
    await server.answers();
    const ended = await project.mikroOrm(['migration:up'], { SA01_DB_DSN: server.dsn });
    expect(said(ended)).toMatch(/^17:.*error PL170: the server cannot be written to; nothing was run/s);
    expect(ended.stderr).toContain('it is a standby, which follows another server');
    expect(ended.stderr).toContain('run against the primary');
    expect(await query(server.dsn, `select from pg_class where relname like 'mikro%'`)).toEqual([]);
    await project.remove();
    await server.stop();
  }, 120_000);
});

describe('A server that is too old', () => {
  onServer('is refused with 17:', () => {
    test('PL171 says its version and the oldest that will do', async () => {
      const database = await shared.create();
      const client = new Client({ connectionString: database.env.SA01_DB_DSN });
      await client.connect();
      const side = { query: async <Row>(sql: string) => (await client.query(sql)).rows as Row[] };
      await expect(checkServer(side)).resolves.toBeUndefined();
      await expect(checkServer(side, 990_000)).rejects.toMatchObject({
        code: 'PL171',
        exitCode: 17,
        message: expect.stringMatching(/^PostgreSQL 17\.\d+.* is too old; nothing was run$/),
        fix: 'upgrade to PostgreSQL 99 or newer',
      });
      await client.end();
      await database.drop();
    });
  });
});
