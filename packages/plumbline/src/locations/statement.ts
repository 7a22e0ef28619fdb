import { CONSTRAINT_LISTS } from '../objects/index.ts';
import { readStatements } from '../sql/index.ts';
import type { Subject } from './subject.ts';

type Tree = Record<string, unknown>;
interface Relation {
  relname: string;
  schemaname?: string;
}

/**
 * What a statement of a schema is about, as PostgreSQL's parser reads it; of several, the one that is next before a
 * position.
 *
 * @param position where PostgreSQL found something wrong, counted in characters from 1
 */
export async function subjectOfStatement(sql: string, position: number | undefined): Promise<Subject | undefined> {
  const [statement] = await readStatements(sql).catch(() => []);
  if (!statement) return undefined;
  const { kind, node } = statement;
  const relation = (node.relation ?? node.table ?? node.view ?? (node.into as Tree | undefined)?.rel) as
    | Relation
    | undefined;
  const about = (subject: Named): Subject => ({
    columns: [],
    lists: [],
    ...subject,
    table: relation?.relname,
    schema: relation?.schemaname,
  });
  switch (kind) {
    case 'CreateStmt':
    case 'AlterTableStmt': {
      // the parser counts bytes
      const before =
        position === undefined
          ? undefined
          : Buffer.byteLength(
              Array.from(sql)
                .slice(0, position - 1)
                .join(''),
            );
      const part = partsIn(node).findLast(({ location }) => before !== undefined && location <= before);
      const only = kind === 'AlterTableStmt' ? partsIn(node)[0] : undefined;
      return about((part ?? only)?.subject ?? { kind: 'table', name: relation?.relname ?? '' });
    }
    case 'IndexStmt':
      return about({
        kind: 'index',
        name: String(node.idxname ?? ''),
        columns: namesIn(node.indexParams, 'IndexElem'),
        lists: ['indexes', 'uniques'],
      });
    case 'CreateTrigStmt':
      return about({ kind: 'trigger', name: String(node.trigname), lists: ['triggers'] });
    case 'CreatePolicyStmt':
      return about({ kind: 'policy', name: String(node.policy_name), lists: ['policies'] });
    case 'ViewStmt':
    case 'CreateTableAsStmt':
      return about({ kind: 'view', name: relation?.relname ?? '' });
    case 'CreateEnumStmt':
      return about({ kind: 'enum', name: lastText(node.typeName) });
    case 'CreateFunctionStmt':
      return about({ kind: 'function', name: lastText(node.funcname) });
    case 'CreateExtensionStmt':
      return about({ kind: 'extension', name: String(node.extname) });
    default:
      return undefined;
  }
}

type Named = Pick<Subject, 'kind' | 'name'> & Partial<Subject>;

interface StatementPart {
  location: number;
  subject: Named;
}

/** The columns and constraints that a statement makes. */
function partsIn({ tableElts, cmds }: Tree): StatementPart[] {
  const made = [
    ...((tableElts ?? []) as Tree[]),
    ...((cmds ?? []) as { AlterTableCmd?: { def?: Tree } }[]).map(({ AlterTableCmd }) => AlterTableCmd?.def ?? {}),
  ];
  return made.flatMap(({ ColumnDef, Constraint }) => [
    ...(ColumnDef ? [columnPart(ColumnDef as Column)] : []),
    ...(Constraint ? [constraintPart(Constraint as Constraint)] : []),
  ]);
}

interface Column {
  colname: string;
  location?: number;
}

interface Constraint {
  contype: string;
  conname?: string;
  keys?: unknown;
  fk_attrs?: unknown;
  location?: number;
}

const columnPart = ({ colname, location = 0 }: Column): StatementPart => ({
  location,
  subject: { kind: 'column', name: colname, columns: [colname] },
});

/** The parser's names for kinds of constraints, and PostgreSQL's letters for them. */
const LETTERS: Record<string, keyof typeof CONSTRAINT_LISTS> = {
  CONSTR_CHECK: 'c',
  CONSTR_UNIQUE: 'u',
  CONSTR_EXCLUSION: 'x',
};

const constraintPart = ({ contype, conname = '', keys, fk_attrs, location = 0 }: Constraint): StatementPart => ({
  location,
  subject: {
    kind: 'constraint',
    name: conname,
    columns: [...texts(fk_attrs), ...texts(keys)],
    lists: CONSTRAINT_LISTS[LETTERS[contype] ?? 'f'],
  },
});

const texts = (list: unknown): string[] =>
  ((list ?? []) as { String?: { sval?: string } }[]).flatMap(({ String: text }) => text?.sval ?? []);

const lastText = (list: unknown): string => texts(list).at(-1) ?? '';

const namesIn = (list: unknown, node: string): string[] =>
  ((list ?? []) as Record<string, { name?: string }>[]).flatMap(one => one[node]?.name ?? []);
