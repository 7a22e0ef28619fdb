import fc from 'fast-check';

/** Every scheme that a DSN may have. */
export const SCHEMES = [
  'postgresql',
  'postgres',
  'postgresql+asyncpg',
  'postgresql+psycopg',
  'postgresql+psycopg2',
  'postgresql+psycopg_async',
  'postgres+asyncpg',
  'POSTGRESQL',
];

/** Characters that mean something in a URI, in a shell, in SQL or to this toolkit. */
const RESERVED = [...`:/?#[]@!$&'()*+,;=%{}<>"\\^|~\` \t\n`, '${', '%40', '%'];

/** A text of any characters, reserved ones often. */
export const text = fc
  .array(fc.oneof(fc.constantFrom(...RESERVED), fc.string({ unit: 'grapheme', maxLength: 4 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map(pieces => pieces.join(''))
  .filter(Boolean);

const byte = (value: number): string => `%${value.toString(16).padStart(2, '0')}`;

/** Percent-encoding: of what must be, or of every byte. */
export function encode(part: string, everyByte = false): string {
  if (everyByte) return [...Buffer.from(part)].map(byte).join('');
  return encodeURIComponent(part).replace(/[!'()*]/g, char => byte(char.charCodeAt(0)));
}
