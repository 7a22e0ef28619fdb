import { createHash } from 'node:crypto';

/**
 * A digest of the first statements of a migration, which an edited file must still begin with: SHA-256 of their texts as
 * a JSON list. It takes one statement after the other, so that each is hashed once.
 */
export class AppliedDigest {
  readonly #hash = createHash('sha256').update('[');
  #count = 0;

  add(sql: string): this {
    this.#hash.update(`${this.#count++ === 0 ? '' : ','}${JSON.stringify(sql)}`);
    return this;
  }

  /** Of the statements so far. */
  get digest(): string {
    return this.#hash.copy().update(']').digest('hex');
  }
}
