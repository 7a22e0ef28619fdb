import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../runner/port.ts';
import { SERVERS } from './servers.ts';

const PASSWORD = 'plumbline-test';
/** PostgreSQL refuses to run as root: who it runs as then. */
const NOBODY = 65_534;

const run = promisify(execFile);

/** A PostgreSQL of a version, on a folder and a port of its own. It ends with the process that started it. */
export class NativeServer {
  readonly dsn: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(dsn: string, folder: string, process: ChildProcess) {
    this.dsn = dsn;
    this.#folder = folder;
    this.#process = process;
  }

  /** @throws Error with the reason where this machine cannot run it */
  static async start(version: number): Promise<NativeServer> {
    const folder = await mkdtemp(join(tmpdir(), `plumbline-postgresql-${version}-`));
    try {
      const port = await freePort();
      const log: string[] = [];
      const server = await launch(version, folder, port);
      server.stderr?.on('data', chunk => log.push(String(chunk)));
      const dsn = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
      await answers(dsn, server, log);
      return new NativeServer(dsn, folder, server);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise(resolve => this.#process.once('exit', resolve));
    // at once, without a checkpoint: nothing of it is kept
    this.#process.kill('SIGQUIT');
    await ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Makes a cluster and starts its server. */
async function launch(version: number, folder: string, port: number): Promise<ChildProcess> {
  const programs = join(await readable(version, folder), 'bin');
  const [data, password] = [join(folder, 'data'), join(folder, 'password')];
  await writeFile(password, PASSWORD);
  if (isRoot()) for (const path of [folder, password]) await chown(path, NOBODY, NOBODY);
  const [file, args] = asUser([join(programs, 'initdb'), '-D', data, '-U', 'postgres', '--pwfile', password]);
  await run(file, [...args, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']);
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '200', unix_socket_directories: '' };
  const [program, rest] = asUser([
    ...[join(programs, 'postgres'), '-D', data, '-p', String(port)],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  return spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** The command as somebody who is not root, and to be killed with this process. */
function asUser(command: string[]): [string, string[]] {
  const who = isRoot() ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  return ['setpriv', [...who, '--pdeathsig=QUIT', ...command]];
}

/** Where the programs of a version are that whoever runs them can read. */
async function readable(version: number, folder: string): Promise<string> {
  const native = join(SERVERS, `node_modules/postgresql-${version}/native`);
  await stat(native);
  const [file, args] = asUser(['test', '-r', join(native, 'bin/postgres')]);
  const isReadable = await run(file, args).then(
    () => true,
    () => false,
  );
  if (isReadable) return native;
  const copy = join(folder, 'native');
  if (isRoot()) await chown(folder, NOBODY, NOBODY);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function answers(dsn: string, server: ChildProcess, log: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`it ended: ${log.join('').trim().split('\n').at(-1)}`);
    const client = new Client({ connectionString: dsn });
    const isUp = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (isUp) return;
    await sleep(50);
  }
  server.kill('SIGQUIT');
  throw new Error('it does not answer');
}
