import type { LedgerEntry, MigrationFile } from '../../src/history/index.ts';

/** A migration whose file says what is given; it does what its name says. */
export function migration(name: string, said: Partial<MigrationFile> = {}): MigrationFile {
  const textChecksum = `text of ${name}`;
  return {
    name,
    path: undefined,
    textChecksum,
    checksum: textChecksum,
    equivalentDigests: [],
    hasHelpers: false,
    parent: undefined,
    proven: async () => undefined,
    limits: async () => ({}),
    downLoses: async () => [],
    load: () => Promise.reject(new Error(`${name} is not to be loaded`)),
    digest: async () => `queued:${name}`,
    ...said,
  };
}

/** What the ledger says of a migration that was run as `migration` makes it. */
export const entry = (name: string, said: Partial<LedgerEntry> = {}): LedgerEntry => ({
  name,
  checksum: `text of ${name}`,
  digest: `queued:${name}`,
  parent: null,
  state: 'applied',
  started: 0,
  applied: 0,
  appliedDigest: null,
  startedAt: new Date('2026-01-01T00:00:00Z'),
  durationMs: 5,
  tool: 'plumbline',
  ranBy: 'somebody on a host:1',
  ...said,
});
