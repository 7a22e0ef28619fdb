/** What rows get in a column that they have no value for. */
export interface Fill {
  expression: string;
  /** The bare names that it reads: columns of the table among them. */
  reads: ReadonlySet<string>;
  /** PostgreSQL can give the value to all rows without writing them. */
  instant: boolean;
  /** Nobody said so: it only stands where a value has to. */
  isMadeUp: boolean;
}

/** `using` is absent where PostgreSQL converts by itself. */
export interface Conversion {
  using?: string;
}
