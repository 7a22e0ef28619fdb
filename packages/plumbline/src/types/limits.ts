/**
 * What pgvector lets a column hold.
 * Source: the pgvector README, "Reference" (vector, halfvec, bit and sparsevec types), and
 * "HNSW" and "IVFFlat" for indexes; checked against 0.8.
 */
export const LIMITS = {
  /**
   * `dimensions`: the largest number of them; `indexed`: the largest that HNSW and IVFFlat take; `magnitude`: the largest
   * finite value of one element.
   */
  vector: { dimensions: 16_000, indexed: 2_000, magnitude: 3.4028234663852886e38 },
  halfvec: { dimensions: 16_000, indexed: 4_000, magnitude: 65_504 },
  /** At most `nonZero` elements of a sparse vector may differ from zero. */
  sparsevec: {
    dimensions: 1_000_000_000,
    nonZero: 16_000,
    magnitude: 3.4028234663852886e38,
  },
  /** PostgreSQL's own bit strings are longer; this is what pgvector's distance operators and indexes take. */
  bit: { dimensions: 64_000, indexed: 64_000 },
} as const;

export type VectorKind = keyof typeof LIMITS;
