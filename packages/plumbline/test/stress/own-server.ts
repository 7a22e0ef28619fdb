import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import { query } from '../runner/databases.ts';
import { freePort } from '../runner/port.ts';
import type { TestDatabase } from '../support/engines.ts';
import { IMAGE } from '../support/postgres-container.ts';

const PASSWORD = 'plumbline-test';

interface ServerOptions {
  /** As `name=value`. */
  settings?: string[];
  /** Folders in memory, with their mount options. */
  tmpfs?: Record<string, string>;
  sharedMemoryMb?: number;
}

/** A PostgreSQL 17 of a test's own, to be killed, filled and put under load. Its port stays the same. */
export class OwnServer {
  readonly dsn: string;
  readonly #container: StartedTestContainer;

  private constructor(container: StartedTestContainer, port: number) {
    this.#container = container;
    this.dsn = `postgresql://postgres:${PASSWORD}@${container.getHost()}:${port}/postgres`;
  }

  static async start({ settings = [], tmpfs = {}, sharedMemoryMb = 256 }: ServerOptions = {}): Promise<OwnServer> {
    const port = await freePort();
    const container = await new GenericContainer(IMAGE)
      .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
      .withCommand(['postgres', ...settings.flatMap(setting => ['-c', setting])])
      .withExposedPorts({ container: 5432, host: port })
      .withTmpFs(tmpfs)
      .withSharedMemorySize(sharedMemoryMb * 1024 * 1024)
      .start();
    const server = new OwnServer(container, port);
    await server.answers();
    return server;
  }

  /** Waits until it takes connections; the image starts and stops it once before. */
  async answers(): Promise<void> {
    for (let good = 0; good < 3; await sleep(100))
      good = await query(this.dsn, 'select').then(
        () => good + 1,
        () => 0,
      );
  }

  async database(): Promise<TestDatabase> {
    const name = `own_${randomUUID().replaceAll('-', '')}`;
    await query(this.dsn, `create database ${name}`);
    const dsn = this.dsn.replace(/postgres$/, name);
    return {
      env: { SA01_DB_DSN: dsn },
      sql: text => query(dsn, text),
      drop: async () => void (await query(this.dsn, `drop database ${name} with (force)`)),
    };
  }

  exec(command: string[]): ReturnType<StartedTestContainer['exec']> {
    return this.#container.exec(command);
  }

  /** As a power cut does it. */
  async kill(): Promise<void> {
    await (await this.#docker()).kill();
  }

  async startAgain(): Promise<void> {
    await (await this.#docker()).start();
  }

  async #docker() {
    return (await getContainerRuntimeClient()).container.getById(this.#container.getId());
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }
}
