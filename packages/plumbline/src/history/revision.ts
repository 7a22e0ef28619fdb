import { closest, distance } from 'fastest-levenshtein';
import { Problem } from '../problem/index.ts';
import { nameOf } from './name.ts';

/** What revisions are resolved against. */
interface Revisions {
  files: readonly { name: string }[];
  /** The revision of the database; absent where no database is asked. */
  current?: number | undefined;
}

/**
 * A revision of the schema, as the number of migrations that lead to it: 0 is the empty database.
 *
 * @param text `base`, `head`, `current`, a name or its timestamp, each with `+N` or `-N` behind it; `+2` and `-1` alone
 * are counted from where the database is
 * @throws Problem PL240 for a name that nothing has, PL001 for a revision before the first or behind the last
 */
export function resolveRevision(text: string, revisions: Revisions): number {
  const [, word = '', steps = ''] = /^(.*?)([+-]\d+)?$/.exec(text) ?? [];
  const revision = anchorOf(word, revisions) + Number(steps || 0);
  if (revision >= 0 && revision <= revisions.files.length) return revision;
  throw new Problem('PL001', {
    what: `${text} is ${revision < 0 ? 'before the first' : 'behind the last'} migration`,
    why: `the project has ${revisions.files.length}${revisions.current === undefined ? '' : `, and the database is at ${revisions.current}`}`,
    fix: 'name a migration, base or head: npx plumb history',
  });
}

function anchorOf(word: string, { files, current }: Revisions): number {
  if (word === 'base') return 0;
  if (word === 'head') return files.length;
  if (word !== '' && word !== 'current') return files.indexOf(nameOrWord(files, word)) + 1;
  if (current !== undefined) return current;
  throw new Problem('PL001', {
    what: `${word || 'a number of steps'} means a place in a database, and none is asked here`,
    fix: 'count from a name, base or head: head-1, base+2',
  });
}

/** Keywords that name a revision, as the names of migrations do. */
const KEYWORDS = ['base', 'head', 'current'];

function nameOrWord(files: Revisions['files'], text: string): { name: string } {
  const near = closest(text, KEYWORDS);
  if (files.some(({ name }) => name.includes(text)) || distance(text, near) > 2) return findMigration(files, text);
  throw new Problem('PL240', { what: `no migration is called ${text}`, fix: `did you mean ${near}?` });
}

/** A stretch of the history. */
export interface Range {
  from: number;
  to: number;
}

/**
 * A stretch: `FROM:TO`, with the empty database and the last migration where a side is left out. One revision alone
 * is the stretch up to it.
 *
 * @throws Problem as `resolveRevision` does
 */
export function resolveRange(text: string | undefined, revisions: Revisions): Range {
  const [first = '', second] = (text ?? ':').split(':');
  const [from, to] = second === undefined ? ['', first] : [first, second];
  return { from: resolveRevision(from || 'base', revisions), to: resolveRevision(to || 'head', revisions) };
}

/**
 * The migration of a name; its timestamp will do, and its file name.
 *
 * @throws Problem PL240 with the nearest name
 */
export function findMigration<T extends { name: string }>(files: readonly T[], text: string): T {
  const wanted = nameOf(text);
  const exact = files.find(({ name }) => name === wanted);
  const matches = exact ? [exact] : files.filter(({ name }) => name.includes(wanted));
  const [found] = matches;
  if (found && matches.length === 1) return found;
  const names = files.map(({ name }) => name);
  throw new Problem('PL240', {
    what: `${matches.length > 1 ? 'several migrations are' : 'no migration is'} called ${text}; nothing was run`,
    fix:
      matches.length > 1
        ? `say which: ${matches.map(({ name }) => name).join(', ')}`
        : names.length > 0
          ? `did you mean ${closest(wanted, names)}?`
          : 'the project has no migrations',
  });
}
