import { digestOfStatements } from './digest.ts';
import type { MigrationFile } from './file.ts';

/** The statements of a migration, both ways, and whether they share a transaction. */
export interface ProvenStatements {
  transactional: boolean;
  up: readonly string[];
  down: readonly string[];
}

/** What `static proven` of a generated file holds: the digest of the statements that were proven. */
export const provenDigest = ({ transactional, up, down }: ProvenStatements): string =>
  digestOfStatements(transactional, queued(up), queued(down));

const queued = (statements: readonly string[]) => ({
  statements: statements.map(sql => ['queue', sql] as const),
  isThrough: true,
});

/** Whether a migration does what was proven. One that was edited does not, nor one that asks a database first. */
export async function isProven(file: Pick<MigrationFile, 'proven' | 'digest'>): Promise<boolean> {
  const proven = await file.proven();
  return proven !== undefined && (await file.digest(proven)) === proven;
}
