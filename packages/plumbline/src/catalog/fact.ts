/** A fact as it is compared and told, in PostgreSQL's words; `null` where the object does not have it. */
export type Fact = string | null;
