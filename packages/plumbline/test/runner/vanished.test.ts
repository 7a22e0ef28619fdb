import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { type Ended, run, type Started, start } from '../support/command.ts';
import { onServer } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';
import { inDatabase } from './databases.ts';
import { RunProject, said } from './run-project.ts';

/** A lock is held for this long at most by a machine that is gone, in seconds. */
const HELD = 60;

const docker = (...args: string[]): Promise<Ended> => run('docker', args);

onServer('A machine that vanishes in the middle of a run', () => {
  let project: RunProject;
  let network: string;
  let address: string;
  let name: string;

  beforeAll(async () => {
    project = await RunProject.create({
      Migration1: {
        apart: true,
        up: [
          'create table effects (n integer)',
          'insert into effects values (1)',
          // the first run waits here for ever, as its time is 0
          "do $$ begin if to_regclass('go_on') is null then perform pg_sleep(86400); end if; end $$",
          'insert into effects values (2)',
        ],
      },
    });
    const { container } = inject('server') as { container: string };
    const format = '{{range $name, $network := .NetworkSettings.Networks}}{{$name}} {{$network.IPAddress}}{{end}}';
    const inspected = await docker('inspect', '--format', format, container);
    [network = '', address = ''] = inspected.stdout.trim().split(' ');
  });
  afterAll(() => project.remove());
  afterEach(async () => void (await docker('rm', '--force', name)));

  /** The run, in a container that stands for a machine of its own. */
  const elsewhere = (dsn: string): Started => {
    name = `plumbline-test-${randomUUID().slice(0, 8)}`;
    const mounts = [REPOSITORY, project.folder].flatMap(folder => ['--volume', `${folder}:${folder}:ro`]);
    return start('docker', [
      ...['run', '--name', name, '--network', network, ...mounts, '--workdir', project.folder],
      ...['--env', `SA01_DB_DSN=${dsn.replace(/@[^/]+/, `@${address}:5432`)}`],
      ...['node:24-slim', 'node_modules/.bin/mikro-orm', 'migration:up'],
    ]);
  };

  const sleeps = `select from pg_stat_activity where datname = current_database() and application_name ~ '^plumbline run '
    and state = 'active'`;

  test('network cut, then killed: its lock and its statement go, and the run that waits goes on from there', async () => {
    await inDatabase(async ({ env, sql }) => {
      const gone = elsewhere(String(env.SA01_DB_DSN));
      await gone.says('applying Migration1');
      while ((await sql(sleeps)).length === 0) await sleep(100);
      await docker('network', 'disconnect', '--force', network, name);
      await docker('kill', name);
      await gone.ended;
      await sql('create table go_on ()');
      const next = await project.mikroOrm(['migration:up'], { ...env, PLUMBLINE_LOCK_WAIT: String(HELD) });
      expect(said(next)).toMatch(/^0:/);
      expect(next.stderr).toContain('waiting for another run');
      expect(next.stderr).toContain('going on with Migration1 (1 of 1, 4 statements, 2 done)');
      expect(next.seconds).toBeLessThan(HELD);
      expect(await sql('select n from effects order by n')).toEqual([{ n: 1 }, { n: 2 }]);
      process.stdout.write(`figure: a machine that vanished held the lock for ${next.seconds.toFixed(0)} s at most\n`);
    });
  }, 180_000);

  test('network cut for good: the run says that it hears nothing, and ends', async () => {
    await inDatabase(async ({ env, sql }) => {
      const cut = elsewhere(String(env.SA01_DB_DSN));
      await cut.says('applying Migration1');
      while ((await sql(sleeps)).length === 0) await sleep(100);
      await docker('network', 'disconnect', '--force', network, name);
      await cut.says('nothing heard from the server for');
      await cut.says('lost the connection');
      await docker('kill', name);
      await cut.ended;
      while ((await sql(sleeps)).length > 0) await sleep(500);
    });
  }, 180_000);
});
