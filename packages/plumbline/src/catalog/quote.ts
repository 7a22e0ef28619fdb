import { identifier, scanSync } from '../sql/index.ts';

/** Names that PostgreSQL writes as they are, unless they are key words. */
const PLAIN = /^[a-z_][a-z0-9_]*$/;

/**
 * A name as `quote_ident` writes it, so that what is made here looks like what PostgreSQL gave. Works once a catalog was
 * read, which loads the scanner.
 */
export function quoted(name: string): string {
  const isPlain =
    PLAIN.test(name) && ['NO_KEYWORD', 'UNRESERVED_KEYWORD'].includes(scanSync(name).tokens[0]?.keywordName ?? '');
  return isPlain ? name : identifier(name);
}

/** A name in a schema, which is left out where it is the default one. */
export const qualifiedNameOf = (schema: string, name: string, defaultSchema: string): string =>
  schema === defaultSchema ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;

/** The longest name that PostgreSQL keeps, in bytes. */
const LONGEST = 63;

/** A name for something that stands beside another for a while. */
export function temporaryName(name: string, suffix: string): string {
  let start = name;
  while (Buffer.byteLength(start + suffix) > LONGEST) start = start.slice(0, -1);
  return start + suffix;
}

/** The bare name that a part of a path stands for. */
export const bare = (part: string): string => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part);

/** A name or a value of an enum as a part of a path: in double quotes where it would be taken apart. */
export const pathPart = (name: string): string =>
  name === '' || name !== name.trim() || /[".=]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
