import type { TestProject } from 'vitest/node';
import { NativeServer } from './native-server.ts';

let server: NativeServer | undefined;

/** A server of the version that the project of tests is named after: `PostgreSQL 14`. */
export async function setup(project: TestProject): Promise<void> {
  const version = Number(project.name.split(' ')[1]);
  try {
    server = await NativeServer.start(version);
    project.provide('server', { dsn: server.dsn, native: version });
  } catch (error) {
    const missing = (error as Error).message.trim().split('\n').at(-1) ?? 'no reason';
    console.warn(`\nNOT RUN: the tests on ${project.name}, because it does not start here (${missing})\n`);
    project.provide('server', { missing, native: version });
  }
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
