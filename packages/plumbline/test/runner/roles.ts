import { randomBytes } from 'node:crypto';
import type { TestDatabase } from '../support/engines.ts';
import { asAdministrator } from './databases.ts';

/** A role that is no superuser and owns nothing, for as long as it is used. */
export async function withRole<T>(
  { env, sql }: TestDatabase,
  grants: (role: string) => string,
  use: (env: NodeJS.ProcessEnv, role: string) => Promise<T>,
): Promise<T> {
  const role = `role_${randomBytes(6).toString('hex')}`;
  await asAdministrator(`create role ${role} login password 'secret-of-${role}'`);
  try {
    await sql(grants(role));
    const dsn = new URL(String(env.SA01_DB_DSN));
    dsn.username = role;
    dsn.password = `secret-of-${role}`;
    return await use({ SA01_DB_DSN: dsn.href }, role);
  } finally {
    await sql(`drop owned by ${role} cascade`);
    await asAdministrator(`drop role ${role}`);
  }
}
