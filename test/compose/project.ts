import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { PROJECT } from '../support/platform.ts';

export interface Ended {
  code: number;
  /** Standard output and standard error, as they came. */
  output: string;
}

export interface ServiceState {
  State: string;
  ExitCode: number;
}

const PATIENCE = { timeout: 60_000, interval: 250 };

/** `docker-compose.yaml` under a project name of its own: containers, network and volume that nobody else has. */
export class ComposeProject {
  readonly #name = `plumbline-test-${randomUUID().slice(0, 8)}`;
  #folder = '';
  #files = ['docker-compose.yaml'];

  /** Adds a migration to the services, newer than all others, that runs one statement. */
  async plant(name: string, sql: string): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'plumbline-compose-'));
    const migration = join(this.#folder, `${name}.ts`);
    await writeFile(
      migration,
      [
        `import { Migration } from '@mikro-orm/migrations';`,
        `export class ${name} extends Migration {`,
        `  override up(): void {`,
        `    this.addSql(${JSON.stringify(sql)});`,
        `  }`,
        `}`,
      ].join('\n'),
      { mode: 0o644 },
    );
    const volumes = [`${migration}:/app/src/migrations/${name}.ts:ro`];
    const services = { migrate: { volumes }, 'gateway-start-up': { volumes } };
    const override = join(this.#folder, 'planted.yaml');
    await writeFile(override, JSON.stringify({ services }));
    this.#files.push(override);
  }

  run(...args: string[]): Promise<Ended> {
    const files = this.#files.flatMap(file => ['--file', file]);
    const all = ['compose', '--project-name', this.#name, '--ansi', 'never', '--progress', 'plain', ...files, ...args];
    return new Promise(resolve => {
      execFile('docker', all, { cwd: PROJECT, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
      );
    });
  }

  async state(service: string): Promise<ServiceState> {
    return JSON.parse((await this.run('ps', '--all', '--format', 'json', service)).output);
  }

  async log(service: string): Promise<string> {
    return (await this.run('logs', '--no-log-prefix', service)).output;
  }

  /** Waits until the service's log has the words. */
  async logHas(service: string, words: string): Promise<void> {
    await vi
      .waitUntil(async () => (await this.log(service)).includes(words), PATIENCE)
      .catch(async () => {
        throw new Error(`"${words}" is not in the log of ${service}:\n${await this.log(service)}`);
      });
  }

  /** Waits for the service to end, and returns its exit code. */
  async ended(service: string): Promise<number> {
    await vi.waitUntil(async () => (await this.state(service)).State === 'exited', PATIENCE);
    return (await this.state(service)).ExitCode;
  }

  async remove(): Promise<void> {
    await this.run('--profile', 'start-up', 'down', '--volumes', '--timeout', '2');
    if (this.#folder) await rm(this.#folder, { recursive: true });
  }
}
