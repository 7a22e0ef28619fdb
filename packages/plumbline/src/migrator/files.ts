import { createHash } from 'node:crypto';
import type { Migration } from '@mikro-orm/migrations';

/** Time limits that a migration says by itself, in milliseconds. */
export interface OwnLimits {
  lock?: number | undefined;
  statement?: number | undefined;
}

/** A migration of the project. */
export interface MigrationFile {
  name: string;
  path: string | undefined;
  /** SHA-256 of the text as it is now, in hexadecimal; line ends count as one character, whatever the system. */
  text: string;
  /** The same, or what the file says that it stands for: what versions of the toolkit compare that know no digest. */
  checksum: string;
  /** Checksums of files that this one was written in the place of. */
  standsFor: readonly string[];
  /** Whether what it does is said in files beside it too, which may change while its own text does not. */
  hasHelpers: boolean;
  /** The name of the migration that it was made on top of; `undefined` where it does not say. */
  parent: string | null | undefined;
  /** The mark of a generated file: a digest of the statements that were proven. */
  proven(): Promise<string | undefined>;
  limits(): Promise<OwnLimits>;
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

export const checksumOf = (text: string): string => digest(text.replaceAll('\r\n', '\n'));

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
