/** What the ledger of a database says of one migration. */
export interface LedgerEntry {
  name: string;
  /** SHA-256 of the file when it was run, in hexadecimal; absent for what another tool ran. */
  checksum: string | null;
  /** A digest of what it did; absent for what another tool ran, or an older version of this one. */
  digest: string | null;
  /** What its file was made on top of, where there is a digest: a name, an empty one for the first, nothing where it did not say. */
  parent: string | null;
  state: 'applied' | 'running' | 'reverting';
  /** Of one that runs outside a transaction: how many of its statements were started, and how many applied. */
  started: number;
  applied: number;
  /** A digest of the statements that were applied; absent while none was. */
  appliedDigest: string | null;
  startedAt: Date;
  durationMs: number | null;
  tool: string;
  /** The role, and the host and process. */
  ranBy: string;
}
