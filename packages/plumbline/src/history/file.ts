import type { Migration } from '@mikro-orm/migrations';

/** The two ways to run a migration. */
export type Method = 'up' | 'down';

/** Time limits that a migration says by itself, in milliseconds. */
export interface MigrationLimits {
  lock?: number | undefined;
  statement?: number | undefined;
}

/** A migration of the project. */
export interface MigrationFile {
  name: string;
  /** Absent where the configuration lists it as a class. */
  path: string | undefined;
  /** SHA-256 of the text as it is now, in hexadecimal; line ends count as one character, whatever the system. */
  textChecksum: string;
  /** The same, or that of the first file that it replaces: what versions of the toolkit compare that know no digest. */
  checksum: string;
  /** Checksums and digests of the files that this one replaces, as it declares them. */
  equivalentDigests: readonly string[];
  /** Whether a part of what it does stands in files that it imports, which may change while its own text does not. */
  hasHelpers: boolean;
  /** The name of the migration that it was made on top of; `undefined` where it does not say. */
  parent: string | null | undefined;
  /** The digest of the statements that were proven, which a generated file has. */
  proven(): Promise<string | undefined>;
  limits(): Promise<MigrationLimits>;
  /** What its way back loses, as the file says it. */
  downLoses(): Promise<readonly string[]>;
  load(driver: unknown): Promise<Migration>;
  /**
   * A digest of what it does, which is the same in every form of the file.
   *
   * @param like another one, to be made the same way
   */
  digest(like?: string | null): Promise<string>;
}
