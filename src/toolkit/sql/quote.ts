import pg from 'pg';

/** A name in SQL, always quoted. */
export const identifier: (name: string) => string = pg.escapeIdentifier;

/** A text in SQL. The driver writes a space before `E'…'`. */
export const literal = (text: string): string => pg.escapeLiteral(text).trimStart();
