import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import type { TestProject } from 'vitest/node';

export const IMAGE = 'pgvector/pgvector:pg17';
const PASSWORD = 'plumbline-test';

/** One PostgreSQL 17 for the whole run; every test file makes databases of its own in it. */
let container: StartedTestContainer | undefined;

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The DSN of the server's `postgres` database and its container's id, or why there is none. `native` is the version
     * of a server that a project of tests has of its own.
     */
    server: ({ dsn: string; container?: string } | { missing: string }) & { native?: number };
  }
}

/** Without it, tests that need no server run; those that do say that they were not run, which a CI system must not take. */
export async function setup(project: TestProject): Promise<void> {
  try {
    container = await started();
  } catch (error) {
    const missing = (error as Error).message.split('\n')[0] ?? 'it does not start';
    if (process.env.CI) throw new Error(`no PostgreSQL 17 in a container, which CI has to have: ${missing}`);
    console.warn(`\nNOT RUN: the tests on PostgreSQL 17 in a container (${missing})\n`);
    project.provide('server', { missing });
    return;
  }
  const address = `${container.getHost()}:${container.getMappedPort(5432)}`;
  project.provide('server', {
    dsn: `postgresql://postgres:${PASSWORD}@${address}/postgres`,
    container: container.getId(),
  });
}

/** @throws Error where there is no Docker, or no image and no registry to get it from */
async function started(): Promise<StartedTestContainer> {
  await getContainerRuntimeClient();
  return new GenericContainer(IMAGE)
    .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'max_connections=200'])
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start();
}

export async function teardown(): Promise<void> {
  await container?.stop();
}
