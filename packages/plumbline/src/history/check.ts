import { Problem, type ProblemDetails } from '../problem/index.ts';
import type { Allowance } from '../variables.ts';
import { editedAmong } from './edited.ts';
import type { Method, MigrationFile } from './file.ts';
import { forksOf } from './heads.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** The file of a migration; its name where the configuration lists classes. */
const where = ({ path, name }: MigrationFile): Pick<ProblemDetails, 'location' | 'subject'> =>
  path === undefined ? { subject: name } : { location: { file: path } };
const how = (allowance: Allowance): string => `if that is what you want, set PLUMBLINE_ALLOW=${allowance} for this run`;

/**
 * Compares the files with what the database says it ran. Nothing is run on a history that is not the project's.
 *
 * @throws Problem PL230 for two files made on top of the same one, PL231 for an applied file that was edited, PL232 for
 * one that is gone, PL233 for a new file that stands before an applied one
 */
export async function checkHistory(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
  allowed: ReadonlySet<string>,
): Promise<void> {
  const applied = new Set(entries.flatMap(({ name, state }) => (state === 'applied' ? [name] : [])));
  checkForks(files, applied);
  await checkApplied(files, entries, allowed);
  const known = new Set(entries.map(({ name }) => name));
  const last = files.findLastIndex(({ name }) => known.has(name));
  const late = files.find(({ name }, i) => i < last && !known.has(name));
  if (late && !allowed.has('out-of-order')) throw outOfOrder(late, files[last] as MigrationFile);
}

/**
 * Whether the files still say what the database ran.
 *
 * @throws Problem PL231 for an applied file that was edited, PL232 for one that is gone
 */
export async function checkApplied(
  files: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
  allowed: ReadonlySet<string>,
): Promise<void> {
  const byName = new Map(files.map(file => [file.name, file]));
  const changed = allowed.has('edited') ? new Set() : await editedAmong(files, entries);
  for (const { name } of entries) {
    const file = byName.get(name);
    if (!file && !allowed.has('missing')) throw gone(name);
    if (file && changed.has(name)) throw edited(file);
  }
}

/**
 * Two files with one parent come from two branches that did not know of each other. Where both are applied, nothing can
 * be done about it any more.
 */
export function checkForks(files: readonly MigrationFile[], applied: ReadonlySet<string> = new Set()): void {
  for (const { parent, files: children } of forksOf(files)) {
    // those that do not say their parent are taken in the order of their names
    const said = children.filter(file => file.parent !== undefined);
    for (const [i, file] of said.slice(1).entries()) {
      const other = said[i] as MigrationFile;
      if (applied.has(file.name) && applied.has(other.name)) continue;
      throw new Problem('PL230', {
        what: `two migrations were made on top of ${parent ?? 'the empty database'}`,
        ...where(file),
        why: `${file.name} and ${other.name} do not know of each other, so nobody has proven them together`,
        fix: 'npx plumb merge, which puts the later one on top of the other and proves it again',
      });
    }
  }
}

const gone = (name: string): Problem =>
  new Problem('PL232', {
    what: `an applied migration has no file any more: ${name}`,
    why: 'the database was changed by something that this project does not hold',
    fix: `restore the file (git log --diff-filter=D -- '*${name}*'), or deploy the version that has it; ${how('missing')}`,
  });

const edited = (file: MigrationFile): Problem =>
  new Problem('PL231', {
    what: `an applied migration was edited afterwards: ${file.name}`,
    ...where(file),
    why: 'the database has what the file said before, not what it says now',
    fix: `restore the file, and say what is new in a migration of its own; ${how('edited')}`,
  });

const outOfOrder = (file: MigrationFile, last: MigrationFile): Problem =>
  new Problem('PL233', {
    what: `a new migration stands before one that is applied: ${file.name}`,
    ...where(file),
    why: `${last.name} was applied without it, and nobody has proven it on top of that`,
    fix: `make it again: delete the file, then npx mikro-orm migration:create; ${how('out-of-order')}`,
  });

/**
 * A way back that has to make values up, as PostgreSQL has no conversion for them, is taken only on a person's word.
 *
 * @throws Problem PL320
 */
export async function checkWayBack(chosen: readonly MigrationFile[], allowed: ReadonlySet<string>): Promise<void> {
  if (allowed.has('data-loss')) return;
  for (const file of chosen) {
    const losses = await file.downLoses();
    if (losses.length === 0) continue;
    throw new Problem('PL320', {
      what: `the way back of ${file.name} loses data; nothing was run`,
      ...where(file),
      why: losses.join('\n'),
      fix: how('data-loss'),
    });
  }
}

/**
 * What is half done one way is finished that way first: only there is it known what is left to do.
 *
 * @throws Problem PL234
 */
export function checkUnfinished(
  chosen: readonly MigrationFile[],
  entries: readonly LedgerEntry[],
  method: Method,
): void {
  const against = method === 'up' ? 'reverting' : 'running';
  const half = entries.find(({ name, state }) => state === against && chosen.some(file => file.name === name));
  if (!half) return;
  const other = method === 'up' ? 'down' : 'up';
  throw new Problem('PL234', {
    what: `${half.name} is half ${method === 'up' ? 'taken back' : 'applied'}; nothing was run`,
    why: `its migration:${other} broke off after ${half.applied} of its statements`,
    fix: `npx mikro-orm migration:${other} --only=${half.name}, which goes on from there; a statement that cannot succeed may be corrected in the file`,
  });
}
