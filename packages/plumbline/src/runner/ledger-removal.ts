import type { Node, Tree } from './concurrent-ddl.ts';
import type { LedgerTables } from './ledger-tables.ts';

interface Name {
  schemaname?: string;
  relname?: string;
}

/** The words of a name in `drop`. */
const pathOf = (object: Tree): string[] =>
  ((object.List?.items ?? [object]) as Tree[]).map(({ String: word }) => String(word?.sval));

/**
 * Whether a statement drops, empties or moves what a run records into: the list of
 * migrations, the ledger, the schema of both, by PostgreSQL's parser. What a function does is not seen.
 */
export function removesLedger(kind: string, node: Node, { schema, table }: LedgerTables): boolean {
  const isOurs = ({ schemaname, relname = '' }: Name): boolean =>
    [table, `${table}_ledger`].includes(relname) && [undefined, schema].includes(schemaname);
  switch (kind) {
    case 'DropStmt': {
      const names = (node.objects as Tree[]).map(pathOf);
      if (node.removeType === 'OBJECT_SCHEMA') return names.some(([name]) => name === schema);
      const isTable = node.removeType === 'OBJECT_TABLE';
      return isTable && names.some(path => isOurs({ relname: path.at(-1) ?? '', ...schemaIn(path) }));
    }
    case 'TruncateStmt':
      return (node.relations as Tree[]).some(({ RangeVar }) => isOurs((RangeVar ?? {}) as Name));
    case 'RenameStmt':
      if (node.renameType === 'OBJECT_SCHEMA') return node.subname === schema;
      return (
        ['OBJECT_TABLE', 'OBJECT_COLUMN'].includes(String(node.renameType)) && isOurs((node.relation ?? {}) as Name)
      );
    case 'AlterObjectSchemaStmt':
      return node.objectType === 'OBJECT_TABLE' && isOurs((node.relation ?? {}) as Name);
    default:
      return false;
  }
}

const schemaIn = (path: string[]): { schemaname?: string } => {
  const schemaname = path.at(-2);
  return schemaname === undefined ? {} : { schemaname };
};
