/** Attempts in which a row keeps its value of an enum, so that each value is in one. */
const KEPT = 75;
/** How often everything is chosen anew, whatever a refusal names. */
const ALL = 25;

/**
 * Which of its candidates each column has in one row: at first those that tell the rows apart, then others of the columns
 * that a refusal names. The same choices each time.
 */
export class Search {
  readonly #row: number;
  readonly #seed: number;
  readonly #columns: readonly string[];
  readonly #kept: ReadonlySet<string>;
  readonly #chosen = new Map<string, number>();
  readonly #nulls = new Map<string, boolean>();
  #attempt = 0;
  #state: number;

  /**
   * @param seed for other values than the likeliest
   * @param kept columns of which each row should have another value
   */
  constructor(row: number, seed: number, columns: readonly string[], kept: ReadonlySet<string>) {
    this.#row = row;
    this.#seed = seed;
    this.#columns = columns;
    this.#kept = kept;
    this.#state = (row + 1) * 7919 + seed * 104_729;
  }

  pick(column: string, options: number): number {
    const first = this.#kept.has(column) ? this.#row : this.#row + this.#seed * 3;
    const chosen = this.#chosen.get(column);
    return chosen === undefined ? first % Math.max(options, 1) : Math.floor(chosen * options);
  }

  /** @param often whether rows without a value are what the change is about */
  isNull(column: string, often: boolean): boolean {
    return this.#nulls.get(column) ?? (often && this.#row % 2 === 0);
  }

  /** Chooses anew for some columns, or for all. */
  other(columns: readonly string[]): void {
    this.#attempt++;
    for (const column of columns.length === 0 || this.#attempt % ALL === 0 ? this.#columns : columns) {
      if (this.#kept.has(column) && this.#attempt < KEPT) continue;
      // the likeliest come first
      this.#chosen.set(column, this.#random() ** 3);
      this.#nulls.set(column, this.#random() < 0.3);
    }
  }

  /** A linear congruential generator (source: Numerical Recipes). */
  #random(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}
