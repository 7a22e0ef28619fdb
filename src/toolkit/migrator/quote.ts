import pg from 'pg';

/** A name in SQL, always quoted. */
export const quoted: (name: string) => string = pg.escapeIdentifier;

/** A text in SQL. */
export const literal: (text: string) => string = pg.escapeLiteral;
