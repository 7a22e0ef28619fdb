import pg from 'pg';

/** A name in SQL, always quoted. */
export const identifier: (name: string) => string = pg.escapeIdentifier;

/** A text in SQL. The driver writes a space before `E'…'`. */
export const literal = (text: string): string => pg.escapeLiteral(text).trimStart();

/** A `do` block between dollar signs, with the first tag of that name that the block itself does not hold. */
export function doBlock(name: string, block: string): string {
  let tag = name;
  for (let i = 2; block.includes(`$${tag}$`); i++) tag = `${name}${i}`;
  return `do $${tag}$ ${block} $${tag}$`;
}
