import { FUNCTIONS } from './functions-by-version.ts';
import { loadParser, parseSync } from './parser.ts';

/** Something in a statement that older versions of PostgreSQL do not have. */
export interface Newer {
  what: string;
  /** The first version that has it. */
  since: number;
}

type Node = Record<string, unknown>;
/** What a node of the parse tree needs, or nothing. */
type Fact = (node: Node) => Newer | undefined;

const newer = (since: number, what: string): Newer => ({ since, what });
const when = (condition: unknown, since: number, what: string): Newer | undefined =>
  condition ? newer(since, what) : undefined;

/** The node or the text that some nodes are wrapped in. */
const inner = (node: unknown, kind: string): Node | undefined => (node as Record<string, Node> | undefined)?.[kind];
const textOf = (node: unknown): string => String(inner(node, 'String')?.sval ?? '');
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What PostgreSQL added after 14, by the node of its grammar (source: the release notes' "Utility Commands" and "SQL"). */
const FACTS: Record<string, Fact> = {
  Constraint: ({ contype, generated_kind, nulls_not_distinct, without_overlaps, fk_with_period, ...rest }) =>
    when(generated_kind === 'v', 18, 'a generated column that is not stored') ??
    when(without_overlaps || fk_with_period, 18, 'a key without overlaps') ??
    when(isNotEnforced(contype, rest.is_enforced), 18, 'a rule that is not enforced') ??
    when(nulls_not_distinct, 15, 'nulls not distinct') ??
    when(rest.fk_del_set_cols, 15, 'columns of on delete set'),
  AlterTableCmd: ({ subtype, def }) =>
    when(subtype === 'AT_SetExpression', 17, 'another expression for a generated column') ??
    when(subtype === 'AT_SetAccessMethod', 15, 'another access method for a table') ??
    when(
      subtype === 'AT_AddConstraint' && inner(def, 'Constraint')?.contype === 'CONSTR_NOTNULL',
      18,
      'not null as a constraint with a name',
    ),
  ATAlterConstraint: ({ alterEnforceability, alterInheritability }) =>
    when(alterEnforceability || alterInheritability, 18, 'a rule that is enforced or inherited from now on'),
  IndexStmt: ({ nulls_not_distinct }) => when(nulls_not_distinct, 15, 'nulls not distinct'),
  ColumnDef: ({ storage_name }) => when(storage_name, 16, 'a column’s storage where the table is created'),
  CreateSeqStmt: ({ sequence }) => when((sequence as Node).relpersistence === 'u', 15, 'a sequence that is not logged'),
  DefElem: ({ defname, arg }) =>
    when(defname === 'security_invoker', 15, 'a view with the rights of whoever asks (security_invoker)') ??
    when(defname === 'publish_generated_columns', 18, 'a publication of generated columns') ??
    when(
      defname === 'provider' && textOf(inner(arg, 'TypeName') ? firstName(arg) : arg) === 'builtin',
      17,
      'the collation provider builtin',
    ),
  DefineStmt: ({ kind, definition }) =>
    when(
      kind === 'OBJECT_COLLATION' && listOf(definition).some(one => inner(one, 'DefElem')?.defname === 'rules'),
      16,
      'a collation with rules',
    ),
  MergeStmt: ({ returningClause, returningList, mergeWhenClauses }) =>
    when(returningClause ?? returningList, 17, 'merge … returning') ??
    when(
      listOf(mergeWhenClauses).some(
        one => inner(one, 'MergeWhenClause')?.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE',
      ),
      17,
      'merge … when not matched by source',
    ) ??
    newer(15, 'merge'),
  ReturningOption: () => newer(18, 'returning with old and new'),
  AccessPriv: ({ priv_name }) => when(priv_name === 'maintain', 17, 'the right to maintain'),
  GrantStmt: ({ objtype }) => when(objtype === 'OBJECT_PARAMETER_ACL', 15, 'rights on a setting'),
  GrantRoleStmt: ({ opt }) =>
    when(
      listOf(opt).some(one => ['inherit', 'set'].includes(String(inner(one, 'DefElem')?.defname))),
      16,
      'a membership with options',
    ),
  PublicationObjSpec: ({ pubobjtype, pubtable }) =>
    when(
      (pubtable as Node | undefined)?.whereClause ?? (pubtable as Node | undefined)?.columns,
      15,
      'a publication of some rows or columns of a table',
    ) ?? when(String(pubobjtype).startsWith('PUBLICATIONOBJ_TABLES_IN'), 15, 'a publication of the tables of a schema'),
  CreateEventTrigStmt: ({ eventname }) => when(eventname === 'login', 17, 'an event trigger on login'),
  CreateStatsStmt: ({ defnames }) => when(listOf(defnames).length === 0, 16, 'statistics without a name'),
  RangeSubselect: ({ alias }) => when(!alias, 16, 'a subquery in from without an alias'),
  JsonIsPredicate: () => newer(16, 'is json'),
  JsonObjectConstructor: () => newer(16, 'json_object() of the SQL standard'),
  JsonArrayConstructor: () => newer(16, 'json_array()'),
  JsonArrayQueryConstructor: () => newer(16, 'json_array()'),
  JsonObjectAgg: () => newer(16, 'json_objectagg()'),
  JsonArrayAgg: () => newer(16, 'json_arrayagg()'),
  JsonParseExpr: () => newer(17, 'json()'),
  JsonScalarExpr: () => newer(17, 'json_scalar()'),
  JsonSerializeExpr: () => newer(17, 'json_serialize()'),
  JsonFuncExpr: () => newer(17, 'json_exists(), json_query() and json_value()'),
  JsonTable: () => newer(17, 'json_table()'),
  FuncCall: ({ funcname }) => {
    const names = listOf(funcname).map(textOf);
    const name = names.at(-1) ?? '';
    const isBuiltIn = names.length === 1 || names[0] === 'pg_catalog';
    const since = isBuiltIn ? FUNCTIONS[name] : undefined;
    return since === undefined ? undefined : newer(since, `the function ${name}()`);
  },
};

/** A table's rule says so itself; of a column's, the words stand beside it. */
const isNotEnforced = (contype: unknown, isEnforced: unknown): boolean =>
  contype === 'CONSTR_ATTR_NOT_ENFORCED' || (ENFORCEABLE.has(String(contype)) && !isEnforced);
const ENFORCEABLE = new Set(['CONSTR_CHECK', 'CONSTR_FOREIGN']);
const firstName = (arg: unknown): unknown => listOf(inner(arg, 'TypeName')?.names).at(-1);

/**
 * What of a statement a version of PostgreSQL does not have yet, as its grammar tells, the newest first. What PostgreSQL's
 * newest grammar does not read either is left to the server.
 *
 * @param version as `server_version_num`: 150004
 */
export async function newerThan(version: number, sql: string): Promise<Newer[]> {
  await loadParser();
  return newerThanSync(version, sql);
}

/** The same, once the parser is loaded: reading a catalog does so. */
export function newerThanSync(version: number, sql: string): Newer[] {
  const found = new Map<string, Newer>();
  try {
    collect(parseSync(sql), fact => found.set(fact.what, fact));
  } catch {
    return [];
  }
  return [...found.values()].filter(({ since }) => since * 10_000 > version).sort((a, b) => b.since - a.since);
}

function collect(tree: unknown, add: (fact: Newer) => void): void {
  if (typeof tree !== 'object' || tree === null) return;
  for (const [kind, node] of Object.entries(tree)) {
    if (typeof node === 'object' && node !== null && !Array.isArray(node)) {
      const fact = FACTS[kind]?.(node as Node);
      if (fact) add(fact);
    }
    collect(node, add);
  }
}
