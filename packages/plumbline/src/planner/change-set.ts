import type { CatalogObject, Draft } from '../objects/index.ts';

/** What a plan does to each object: nothing else is touched. */
export interface Changes {
  dropped: Map<string, CatalogObject>;
  created: Map<string, CatalogObject>;
  /** Changed where they stand, with the statements. */
  altered: Map<string, { object: CatalogObject; drafts: Draft[] }>;
  /** Tables that are made anew beside the old one, their rows copied. */
  rebuilt: Set<string>;
  /** Those tables and their partitions: what has a name of its own in them makes room for what comes under it. */
  renamedAway: Set<string>;
  /** Types that go, whose name something else gets while such a table has columns of them: they are set aside. */
  inTheWay: Set<string>;
  /** Columns whose default or identity goes first and comes last, as what it calls or counts is replaced, or reads them. */
  undefaulted: Set<string>;
  /** Those of them whose default reads the column itself, or its table. */
  circular: Set<string>;
}
