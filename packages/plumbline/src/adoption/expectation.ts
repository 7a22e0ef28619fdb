import type { Session } from '../catalog/index.ts';
import { literal, OWN_PATH, seenFrom } from '../sql/index.ts';
import { type Word, wordsOf } from './description.ts';

/** What a database holds now, in the form that adopted databases are later compared with. */
export function expectationOf(session: Session, tables: readonly string[], enums: readonly string[]): Promise<Word[]> {
  const list = (names: readonly string[]): string => ['null', ...names.map(literal)].join(', ');
  return session.query<Word>(seenFrom('public', wordsOf(list(tables), list(enums))), OWN_PATH);
}
