import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import type { TestProject } from 'vitest/node';

export const IMAGE = 'pgvector/pgvector:pg17';
const PASSWORD = 'plumbline-test';

/** One PostgreSQL 17 for the whole run; every test file makes databases of its own in it. */
let container: StartedTestContainer | undefined;

declare module 'vitest' {
  interface ProvidedContext {
    /** The DSN of the server's `postgres` database and its container's id, or why there is none. */
    server: { dsn: string; container: string } | { missing: string };
  }
}

export async function setup(project: TestProject): Promise<void> {
  const missing = await getContainerRuntimeClient().then(
    () => undefined,
    (error: Error) => error.message.split('\n')[0] ?? 'no container runtime',
  );
  if (missing !== undefined) {
    console.warn(`\nNOT RUN: the tests on PostgreSQL 17 in a container, because there is no Docker (${missing})\n`);
    project.provide('server', { missing });
    return;
  }
  container = await new GenericContainer(IMAGE)
    .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start();
  const address = `${container.getHost()}:${container.getMappedPort(5432)}`;
  project.provide('server', {
    dsn: `postgresql://postgres:${PASSWORD}@${address}/postgres`,
    container: container.getId(),
  });
}

export async function teardown(): Promise<void> {
  await container?.stop();
}
