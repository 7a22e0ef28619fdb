/** The parts of a connection URI, percent-decoded. A part that is not there is absent, not empty. */
export interface UriParts {
  scheme: string;
  user?: string;
  password?: string;
  host?: string;
  port?: string;
  database?: string;
  parameters: Map<string, string>;
}

/**
 * Takes a connection URI apart the way libpq does: the WHATWG parser of `URL`, and `pg-connection-string` on top of
 * it, refuse URIs without a host and leave `%2F` and `%40` of a database name as they are.
 * Source: PostgreSQL 17, "33.1.1.2. Connection URIs". One thing is more lenient: the last `@` before the path ends
 * the user's part, so that a password with an unencoded `@` is read as it was meant.
 *
 * @throws URIError for a broken percent-encoding, SyntaxError for a text that is no URI
 */
export function parseUri(text: string): UriParts {
  const match = /^(?<scheme>[a-z][a-z0-9+._-]*):\/\/(?<rest>.*)$/is.exec(text);
  if (!match?.groups) throw new SyntaxError('it has no scheme');
  const [scheme, rest] = [match.groups.scheme as string, match.groups.rest as string];

  const [beforeQuery, query] = cut(rest, '?');
  const userEnd = endOfUser(beforeQuery);
  const [authority, path] = cut(beforeQuery.slice(userEnd + 1), '/');
  // as drivers of other ecosystems take it: a password there would pass for a part of the database's name
  if (/[;&][a-z_ ]+=/i.test(beforeQuery.slice(userEnd + 1)))
    throw new SyntaxError('its parameters do not stand behind a "?", with "&" between them');
  const pairs = (query ?? '').split('&').filter(Boolean);
  if (strayAt(path, pairs) || (userEnd === -1 && (path ? hasStrayValue(pairs) : query?.includes('@')))) {
    // read on, and parts of a password would pass for a host or a database and be shown as such
    throw new SyntaxError('an "@" stands behind the first "/" or "?"; in a password, these are percent-encoded');
  }
  const [user, password] = userEnd === -1 ? [undefined, undefined] : cut(beforeQuery.slice(0, userEnd), ':');
  const { host, port } = hostAndPort(authority);

  const parts = { user, password, host, port, database: path };
  return {
    scheme: scheme.toLowerCase(),
    ...Object.fromEntries(
      Object.entries(parts).flatMap(([key, value]) => (value ? [[key, decodeURIComponent(value)]] : [])),
    ),
    parameters: new Map(pairs.map(decodeParameter)),
  };
}

/** Where the part of the user ends: the last `@` before the path, or -1. */
function endOfUser(text: string): number {
  const slash = text.indexOf('/');
  return (slash === -1 ? text : text.slice(0, slash)).lastIndexOf('@');
}

/** Whether a database or the name of a parameter holds an "@": then a "/" or a "?" before it was not meant to end anything. */
function strayAt(path: string | undefined, pairs: string[]): boolean {
  return [path ?? '', ...pairs.map(pair => cut(pair, '=')[0])].some(part => part.includes('@'));
}

/** Whether a value holds an "@" that is none of a user's or a password's. */
const hasStrayValue = (pairs: string[]): boolean =>
  pairs.some(pair => {
    const [name, value = ''] = cut(pair, '=');
    return value.includes('@') && name !== 'user' && name !== 'password';
  });

function hostAndPort(authority: string): {
  host: string | undefined;
  port: string | undefined;
} {
  const match = /^(?:\[(?<v6>[^\]]*)\]|(?<name>[^:[\]]*))(?::(?<port>.*))?$/s.exec(authority);
  if (!match) throw new SyntaxError('its host cannot be told from its port; an IPv6 address stands in brackets');
  return {
    host: match.groups?.v6 ?? match.groups?.name,
    port: match.groups?.port,
  };
}

function decodeParameter(pair: string): [string, string] {
  const [name, value] = cut(pair, '=');
  return [decodeURIComponent(name), decodeURIComponent(value ?? '')];
}

function cut(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
