import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { onServer } from '../../packages/plumbline/test/support/engines.ts';
import { ComposeProject } from './project.ts';

const FAILING = 'Migration99990101000000_failing';
const SLOW = 'Migration99990101000000_slow';

/** The longest that a service may take to stop, in milliseconds; Docker kills after 10 s. */
const STOPPED = 5_000;

onServer('docker compose', () => {
  let project: ComposeProject;
  beforeAll(async () => {
    const built = await new ComposeProject().run('build', 'migrate');
    expect(built.code, built.output).toBe(0);
  }, 600_000);
  beforeEach(() => {
    project = new ComposeProject();
  });
  afterEach(() => project.remove());

  const up = (service: string) => project.run('up', '--detach', service);
  const query = async (sql: string) => {
    const ended = await project.run('exec', '-T', 'postgres', 'psql', '-U', 'agents', '-Atc', sql);
    return ended.output.trim();
  };
  const stop = async (service: string) => {
    const started = performance.now();
    await project.run('stop', service);
    return performance.now() - started;
  };

  test('the gateway starts after migrations and seeders have ended well', async () => {
    const { code, output } = await up('gateway');
    expect(code, output).toBe(0);
    await project.logHas('gateway', 'gateway started');
    expect(await project.state('migrate')).toMatchObject({ State: 'exited', ExitCode: 0 });
    expect(await project.log('migrate')).toMatch(/migrations started.+migrations done.+seeders done/s);
    expect(await query('select (select count(*) from tool_catalog), (select count(*) from prompts)')).toBe('2|1');

    const again = await up('gateway');
    expect(again.code, again.output).toBe(0);
    expect(await project.log('migrate')).toContain('tool_catalog: 0 inserted, 0 updated, 2 kept');
    expect(await stop('gateway')).toBeLessThan(STOPPED);
    expect(await project.state('gateway')).toMatchObject({ State: 'exited', ExitCode: 0 });
  });

  test('no container has more memory, rights or room than it needs', async () => {
    const { output } = await project.run('--profile', 'start-up', 'config', '--format', 'json');
    const { services } = JSON.parse(output) as { services: Record<string, Record<string, unknown>> };
    const limits = Object.entries(services).map(([name, service]) => [name, Number(service.mem_limit) / 2 ** 20]);
    expect(Object.fromEntries(limits)).toEqual({
      postgres: 1024,
      migrate: 256,
      gateway: 128,
      'gateway-start-up': 384,
    });
    for (const [name, service] of Object.entries(services))
      expect([name, service.read_only, service.cap_drop]).toEqual([name, true, ['ALL']]);
  });

  test('a failing migration keeps the gateway from starting, and the log says why', async () => {
    await project.plant(FAILING, 'alter table prompts add column tone text not null default 0 / 0');
    const { code } = await up('gateway');
    expect(code).not.toBe(0);
    expect(await project.state('gateway')).toMatchObject({ State: 'created' });
    expect(await project.state('migrate')).toMatchObject({ State: 'exited', ExitCode: 20 });
    const log = await project.log('migrate');
    expect(log, 'file, line and column').toContain(`src/migrations/${FAILING}.ts:4:`);
    expect(log, 'statement').toContain('alter table prompts add column tone');
    expect(log, 'reason').toContain('division by zero');
    expect(log).toContain('migrations failed with exit code 20');
    expect(log, 'no seeder runs after it').not.toContain('seeders started');
    expect(log, 'no stack trace').not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });

  test('as a start-up command the migrations come first, and the gateway stops at once', async () => {
    const { code, output } = await up('gateway-start-up');
    expect(code, output).toBe(0);
    await project.logHas('gateway-start-up', 'gateway started');
    expect(await project.log('gateway-start-up')).toMatch(/seeders done.+gateway started/s);
    expect(await stop('gateway-start-up')).toBeLessThan(STOPPED);
    expect(await project.state('gateway-start-up')).toMatchObject({ State: 'exited', ExitCode: 0 });
  });

  test('as a start-up command a failing migration is the end of the container', async () => {
    await project.plant(FAILING, 'select 1 / 0');
    await up('gateway-start-up');
    await project.logHas('gateway-start-up', 'migrations failed with exit code 20');
    expect(await project.ended('gateway-start-up')).toBe(20);
    expect(await project.log('gateway-start-up')).not.toContain('gateway started');
  });

  test.each(['migrate', 'gateway-start-up'])(
    'a stop of %s in the middle of a migration takes effect at once',
    async service => {
      await project.plant(SLOW, 'select pg_sleep(120)');
      await up(service);
      await project.logHas(service, `applying ${SLOW}`);
      expect(await stop(service)).toBeLessThan(STOPPED);
      expect(await project.state(service)).toMatchObject({ State: 'exited', ExitCode: 143 });
      expect(await project.log(service)).toContain('SIGTERM received, stopping');
      expect(await query(`select count(*) from mikro_orm_migrations where name = '${SLOW}'`)).toBe('0');
    },
  );

  test('the image runs as a user that cannot change it, without TypeScript or a loader', async () => {
    const shell = 'id -un; stat -c %U:%a /app/src; touch /app/src/x 2>&1; ls node_modules; plumb --version';
    const { output } = await project.run('run', '--rm', '--no-deps', 'migrate', 'sh', '-c', shell);
    expect(output).toMatch(/^node$/m);
    expect(output).toMatch(/^root:755$/m);
    expect(output).toMatch(/Read-only file system/);
    expect(output).toMatch(/^plumb \d/m);
    expect(output).not.toMatch(/^(typescript|tsx|jiti|vitest)$/m);
  });
});
