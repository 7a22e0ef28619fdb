import { counted } from '../quantity.ts';
/** `1 row`, `2 rows`, `no rows`. */
export const count = (number: number, noun: string): string => counted(number, noun, 'no');

/** A time as people read it, to the second and in UTC, so that it says the same on every machine. */
export const instant = (time: Date): string =>
  time
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

/** PostgreSQL's version as people write it, `17.4`, of its `server_version_num`. */
export const sayVersion = (version: number): string => `${Math.floor(version / 10_000)}.${version % 10_000}`;

/** A time as people say it: `100 ms`, `30 s`. */
export const sayDuration = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size as PostgreSQL's `pg_size_pretty` writes it. */
export function sayBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  return `${Math.round(bytes / 1024 ** step)} ${UNITS[step]}`;
}
