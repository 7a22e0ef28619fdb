import { RENAMED } from '../support/legacy-scripts.ts';
import { type ColumnFacts, type SchemaFacts, type TableFacts, target } from '../support/reference.ts';

/** What adoption must come to, said from what was there before. */
export interface Expectation {
  /** The target with everything that the database had beyond it or otherwise. */
  tables: Record<string, Required<TableFacts>>;
  /** Every difference between that and the target, as it is named in the output. */
  warnings: string[];
}

const columnWords = ({ type, nullable, default: otherwise }: ColumnFacts): string =>
  [type, nullable ? '' : ' not null', otherwise === undefined ? '' : ` default ${otherwise}`].join('');

const asColumns = (columns: Record<string, ColumnFacts>): Record<string, string> =>
  Object.fromEntries(Object.entries(columns).map(([name, facts]) => [name, columnWords(facts)]));

/** A table's constraints or indexes after the old names gave way to the new. */
const underNewNames = (words: Record<string, string>): Record<string, string> => {
  const names = Object.values(RENAMED);
  return Object.fromEntries(
    Object.entries(words).map(([name, text]) => {
      const renamed = names.find(({ old, new: free }) => old === name && !(free in words));
      return renamed ? [renamed.new, text.replace(renamed.old, renamed.new)] : [name, text];
    }),
  );
};

export function expectationFrom(before: SchemaFacts): Expectation {
  const warnings: string[] = [];
  const tables = Object.fromEntries(
    Object.entries(target.tables).map(([table, wanted]) => {
      const had = before.tables[table];
      const constraints = underNewNames(had?.constraints ?? {});
      const indexes = underNewNames(had?.indexes ?? {});
      const parts = [
        ['column', asColumns(had?.columns ?? {}), asColumns(wanted.columns)],
        ['constraint', constraints, wanted.constraints],
        ['index', indexes, wanted.indexes],
        ['trigger', had?.triggers ?? {}, wanted.triggers ?? {}],
      ] as const;
      for (const [kind, here, there] of parts) {
        for (const [name, words] of Object.entries(here)) {
          if (words === there[name]) continue;
          warnings.push(
            `a difference remains: ${kind} ${name} of ${table}: in this database ${words}, in the schema ${there[name] ?? 'absent'}`,
          );
        }
      }
      return [
        table,
        {
          columns: { ...wanted.columns, ...had?.columns },
          constraints: { ...wanted.constraints, ...constraints },
          indexes: { ...wanted.indexes, ...indexes },
          triggers: { ...wanted.triggers, ...had?.triggers },
        },
      ];
    }),
  );
  return { tables, warnings: warnings.sort() };
}
