import { type Location, showLocation } from '../problem/index.ts';

/**
 * A result as its JSON says it: each location as a text, `src/migrations/Migration1.ts:8:5`, under the name of `place`.
 *
 * @param base the folder that files are seen from, an absolute path
 */
export const shownFrom = (base: string, result: object): object => shown(base, result) as object;

function shown(base: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => shown(base, item));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (isLocation(value)) return showLocation(value, base);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key === 'location' ? 'place' : key, shown(base, item)]),
  );
}

const PARTS = new Set(['file', 'line', 'column']);

const isLocation = (value: object): value is Location =>
  'file' in value && typeof value.file === 'string' && Object.keys(value).every(key => PARTS.has(key));
