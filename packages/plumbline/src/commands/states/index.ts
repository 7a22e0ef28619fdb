import { closest } from 'fastest-levenshtein';
import { currentRevision, resolveRevision } from '../../history/index.ts';
import { Problem } from '../../problem/index.ts';
import type { Project } from '../project.ts';
import { entitiesOf, migrationsOf } from './built.ts';
import { databaseOf } from './database.ts';
import { fileOf } from './file.ts';
import { revisionOf } from './git.ts';
import type { Source } from './state.ts';

export { entitiesOf, migrationsOf } from './built.ts';
export { askServer, databaseOf } from './database.ts';
export type { Source, State, StateKind } from './state.ts';

/** How states are written on the command line. */
export const STATES = ['entities', 'migrations', 'migrations@NAME', 'db', 'db:DSN', 'file:SCRIPT.sql', 'git:REVISION'];

/**
 * The state that a text names.
 *
 * @throws Problem PL001 for a text that names none, and what the kind of state throws
 */
export async function sourceOf(project: Project, text: string): Promise<Source> {
  const [, word = '', sign = '', rest = ''] = /^([a-z]*)([:@]?)(.*)$/s.exec(text) ?? [];
  const form = `${word}${sign}`;
  if (form === 'entities' && rest === '') return entitiesOf(project);
  if (word === 'migrations' && sign !== ':') {
    const files = await project.files();
    const asksDatabase = rest.startsWith('current') || /^[+-]/.test(rest);
    const current = asksDatabase ? currentRevision(files, await project.ledger()) : undefined;
    return migrationsOf(files, resolveRevision(rest || 'head', { files, current }));
  }
  if (form === 'db' && rest === '') return databaseOf(project, undefined);
  if (form === 'db:' && rest !== '') return databaseOf(project, rest);
  if (form === 'file:' && rest !== '') return fileOf(rest);
  if (form === 'git:' && rest !== '') return revisionOf(project, rest);
  const known = ['entities', 'migrations', 'db', 'file', 'git'];
  throw new Problem('PL001', {
    what: `${text.split(':')[0]} is not a state that can be compared`,
    why: `states are ${STATES.join(', ')}`,
    fix:
      word !== '' && sign === '' && !known.includes(word)
        ? `did you mean ${closest(word, known)}?`
        : 'see npx plumb diff --help',
  });
}
