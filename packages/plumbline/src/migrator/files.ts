import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Migration } from '@mikro-orm/migrations';

/** A migration of the project. */
export interface MigrationFile {
  name: string;
  path: string | undefined;
  /** SHA-256 of the file, in hexadecimal; line ends count as one character, whatever the system. */
  checksum: string;
  /** The name of the migration that it was made on top of; `undefined` where it does not say. */
  parent: string | null | undefined;
  /** Time limits of its own, in milliseconds. */
  limits: { lock?: number | undefined; statement?: number | undefined };
  load(driver: unknown): Promise<Migration>;
}

export async function checksumOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  return digest(text.replaceAll('\r\n', '\n'));
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
