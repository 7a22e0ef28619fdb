import { getContainerRuntimeClient } from 'testcontainers';
import { inject } from 'vitest';

/** What `pg_dump` writes of a database on the tests' server, without the key by which psql knows its end. */
export async function pgDump(database: string, flags: readonly string[] = []): Promise<string> {
  const { container } = inject('server') as { container: string };
  const client = await getContainerRuntimeClient();
  const { output, exitCode } = await client.container.exec(client.container.getById(container), [
    'pg_dump',
    ...flags,
    '--username=postgres',
    database,
  ]);
  if (exitCode !== 0) throw new Error(`pg_dump: ${output}`);
  return output
    .split('\n')
    .filter(line => !/^\\(?:un)?restrict /.test(line))
    .join('\n');
}
