import type { Session } from '../canonical/index.ts';
import { literal } from '../sql/quote.ts';
import type { Expectation } from './report.ts';
import { wordsOf } from './words.ts';

const PARTS = { column: 'columns', constraint: 'constraints', index: 'indexes', trigger: 'triggers' } as const;

interface Word {
  owner: string;
  kind: keyof typeof PARTS | 'enum';
  name: string;
  words: string;
}

/** What a database holds now, in the form that adopted databases are later compared with. */
export async function expectationOf(
  session: Session,
  tables: readonly string[],
  enums: readonly string[],
): Promise<Expectation> {
  const list = (names: readonly string[]): string => ['null', ...names.map(literal)].join(', ');
  const expectation: Expectation = { enums: {}, tables: {} };
  for (const { owner, kind, name, words } of await session.query<Word>(wordsOf(list(tables), list(enums)))) {
    if (kind === 'enum') {
      expectation.enums[name] = words;
      continue;
    }
    const table = expectation.tables[owner] ?? { columns: {}, constraints: {} };
    expectation.tables[owner] = table;
    table[PARTS[kind]] = { ...table[PARTS[kind]], [name]: words };
  }
  return expectation;
}
