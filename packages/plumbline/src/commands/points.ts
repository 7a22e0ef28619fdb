import { closest, distance } from 'fastest-levenshtein';
import { named } from '../migrator/index.ts';
import { Problem } from '../problem/index.ts';

/** Where words like `current` and `-1` are counted from. */
interface Chain {
  files: readonly { name: string }[];
  /** How many migrations the database has applied; absent where no database is asked. */
  current?: number | undefined;
}

/**
 * A point in the history, as the number of migrations before it: 0 is the empty database.
 *
 * @param text `base`, `head`, `current`, a name or its timestamp, each with `+N` or `-N` behind it; `+2` and `-1` alone
 * are counted from where the database is
 * @throws Problem PL240 for a name that nothing has, PL001 for a point before the first or behind the last
 */
export function pointOf(text: string, chain: Chain): number {
  const [, word = '', steps = ''] = /^(.*?)([+-]\d+)?$/.exec(text) ?? [];
  const point = anchorOf(word, chain) + Number(steps || 0);
  if (point >= 0 && point <= chain.files.length) return point;
  throw new Problem('PL001', {
    what: `${text} is ${point < 0 ? 'before the first' : 'behind the last'} migration`,
    why: `the project has ${chain.files.length}${chain.current === undefined ? '' : `, and the database is at ${chain.current}`}`,
    fix: 'name a migration, base or head: npx plumb history',
  });
}

function anchorOf(word: string, { files, current }: Chain): number {
  if (word === 'base') return 0;
  if (word === 'head') return files.length;
  if (word !== '' && word !== 'current') return files.indexOf(nameOrWord(files, word)) + 1;
  if (current !== undefined) return current;
  throw new Problem('PL001', {
    what: `${word || 'a number of steps'} means a place in a database, and none is asked here`,
    fix: 'count from a name, base or head: head-1, base+2',
  });
}

/** Words that name a point, beside the names of migrations. */
const WORDS = ['base', 'head', 'current'];

function nameOrWord(files: Chain['files'], text: string): { name: string } {
  const near = closest(text, WORDS);
  if (files.some(({ name }) => name.includes(text)) || distance(text, near) > 2) return named(files, text);
  throw new Problem('PL240', { what: `no migration is called ${text}`, fix: `did you mean ${near}?` });
}

/** A stretch of the history. */
export interface Range {
  from: number;
  to: number;
}

/**
 * A stretch: `FROM:TO`, with the empty database and the last migration where a side is left out. One point alone is the
 * stretch up to it.
 *
 * @throws Problem as `pointOf` does
 */
export function rangeOf(text: string | undefined, chain: Chain): Range {
  const [first = '', second] = (text ?? ':').split(':');
  const [from, to] = second === undefined ? ['', first] : [first, second];
  return { from: pointOf(from || 'base', chain), to: pointOf(to || 'head', chain) };
}
