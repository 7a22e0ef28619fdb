import { relative } from 'node:path';
import { Problem } from '../problem/index.ts';
import { changes, type Edit, writeAll } from './edit.ts';
import type { Initialized, InitQuestion, InitRequest } from './initialized.ts';

/** Writes the files where that is agreed to, and says what became of each. */
export async function written(
  edits: readonly Edit[],
  { folder, dryRun, agree }: InitRequest,
): Promise<Pick<Initialized, 'outcome' | 'files'>> {
  return {
    outcome: await outcomeOf(),
    files: edits.map(({ path: file, what, before, after }) => ({
      location: { file },
      outcome: before === after ? 'unchanged' : before === undefined ? 'new' : 'changed',
      what,
    })),
  };

  async function outcomeOf(): Promise<Initialized['outcome']> {
    if (!edits.some(changes)) return 'nothing to do';
    if (dryRun) return 'shown';
    if (!(await agree({ about: 'write', message: question(edits, folder) }))) return 'declined';
    await writeAll(edits);
    return 'written';
  }
}

/** Names what is about to be written. */
const question = (edits: readonly Edit[], folder: string): string =>
  `Write ${edits
    .filter(changes)
    .map(({ path }) => relative(folder, path))
    .join(', ')}?`;

/** @throws Problem PL001, which says what to give where nobody can be asked */
export function nobodyToAsk({ message }: InitQuestion): never {
  throw new Problem('PL001', {
    what: 'nobody is there to be asked; nothing was written',
    why: `it would ask: ${message}`,
    fix: 'say --yes, or see first what it would do: --dry-run',
  });
}
