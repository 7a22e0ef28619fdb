import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import type { TestDatabase } from '../support/engines.ts';
import { query } from './databases.ts';

const PASSWORD = 'plumbline-test';

/** A database behind the proxy; its `sql` goes to the server itself. */
export interface ProxiedDatabase extends TestDatabase {
  /** What names the database without the proxy. */
  direct: NodeJS.ProcessEnv;
}

/** PostgreSQL 17 with pgbouncer in front of it, in transaction mode. */
export class ProxiedServer {
  readonly #container: StartedTestContainer;

  private constructor(container: StartedTestContainer) {
    this.#container = container;
  }

  static async start(): Promise<ProxiedServer> {
    const image = await GenericContainer.fromDockerfile(join(import.meta.dirname, 'pgbouncer')).build(
      'plumbline-test-pgbouncer',
      { deleteOnExit: false },
    );
    const container = await image
      .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
      .withExposedPorts(5432, 6432)
      .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
      .start();
    const { exitCode, output } = await container.exec(['pgbouncer', '-d', '/etc/pgbouncer/pgbouncer.ini'], {
      user: 'postgres',
    });
    if (exitCode !== 0) throw new Error(`pgbouncer did not start: ${output}`);
    return new ProxiedServer(container);
  }

  #dsn(port: 5432 | 6432, database: string): string {
    const address = `${this.#container.getHost()}:${this.#container.getMappedPort(port)}`;
    return `postgresql://postgres:${PASSWORD}@${address}/${database}`;
  }

  async database(name = `proxied_${randomUUID().replaceAll('-', '')}`): Promise<ProxiedDatabase> {
    await query(this.#dsn(5432, 'postgres'), `create database ${name}`);
    return {
      env: { SA01_DB_DSN: this.#dsn(6432, name) },
      direct: { SA01_DB_DSN: this.#dsn(5432, name) },
      sql: text => query(this.#dsn(5432, name), text),
      drop: async () => void (await query(this.#dsn(5432, 'postgres'), `drop database ${name} with (force)`)),
    };
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }
}
