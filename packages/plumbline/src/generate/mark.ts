import type { Migration } from '@mikro-orm/migrations';
import { digest } from '../migrator/files.ts';
import { statementsOf } from '../migrator/statements.ts';

/** What a migration does: its statements both ways, and whether they share a transaction. */
interface Content {
  transactional: boolean;
  up: readonly string[];
  down: readonly string[];
}

/** The mark of a generated file: a digest of the statements that were proven. Whoever edits them leaves it behind. */
export const markOf = ({ transactional, up, down }: Content): string =>
  `queued:${digest(JSON.stringify([transactional, queued(up), queued(down)]))}`;

const queued = (statements: readonly string[]) => [statements.map(sql => ['queue', sql]), true];

/** Whether a migration does what its mark says. One that asks a database first was not generated. */
export async function isAsProven(
  proven: string | undefined,
  load: (driver: unknown) => Promise<Migration>,
): Promise<boolean> {
  if (proven === undefined) return false;
  const nobody = { execute: () => Promise.reject(new Error('there is no database to ask')) };
  try {
    const migration = await load(nobody);
    const said = async (method: 'up' | 'down') =>
      (await statementsOf(migration, method)).map(({ query }) => String(query));
    return (
      markOf({ transactional: migration.isTransactional(), up: await said('up'), down: await said('down') }) === proven
    );
  } catch {
    return false;
  }
}
