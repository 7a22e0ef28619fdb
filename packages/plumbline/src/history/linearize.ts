import { Problem } from '../problem/index.ts';
import type { MigrationFile } from './file.ts';
import { headsOf, parentOf } from './heads.ts';
import { secondAfter, withTime } from './name.ts';

/** A migration that comes on top of another one, and what it is called there. */
export interface Move {
  file: MigrationFile;
  name: string;
  parent: string | null;
}

/** A history with one head, and what has to be moved for it. */
export interface Linearized {
  order: MigrationFile[];
  moves: Move[];
}

/**
 * Puts the branches behind each other, that of the first head first. Migrations run in the order of their names, so one
 * that comes before its new parent gets a later time.
 *
 * @throws Problem PL560 for a name without a time that could be a later one
 */
export function linearize(files: readonly MigrationFile[]): Linearized {
  const order: MigrationFile[] = [];
  const moves: Move[] = [];
  let last: string | null = null;
  for (const head of headsOf(files)) {
    const own = branchOf(files, head).filter(file => !order.includes(file));
    const isFirst = order.length === 0;
    for (const file of own) {
      const name: string = last !== null && file.name <= last ? laterThan(last, file.name) : file.name;
      if (!isFirst && (name !== file.name || parentOf(files, files.indexOf(file)) !== last))
        moves.push({ file, name, parent: last });
      order.push(file);
      last = name;
    }
  }
  return { order, moves };
}

/** A head with all that it was made on top of, the first one first. */
function branchOf(files: readonly MigrationFile[], head: MigrationFile): MigrationFile[] {
  const branch: MigrationFile[] = [];
  for (let at = files.indexOf(head); at !== -1; ) {
    const file = files[at] as MigrationFile;
    // two that name each other have no first one
    if (branch.includes(file)) break;
    branch.unshift(file);
    const parent = parentOf(files, at);
    at = files.findIndex(({ name }) => name === parent);
  }
  return branch;
}

/** A name with the second after that of another one. */
function laterThan(before: string, name: string): string {
  const time = secondAfter(before);
  const later = time && withTime(name, time);
  if (later !== undefined) return later;
  throw new Problem('PL560', {
    what: `${name} has to run after ${before}, and its name comes before it; nothing was written`,
    why: 'there is no time in its name that could be a later one',
    fix: 'rename its file and its class, so that it comes last',
  });
}
