import { bare, pathPart } from '../catalog/index.ts';
import { KINDS, type Kind, REGISTRY } from '../objects/index.ts';

/** What can be renamed on a person's word. `value` is a value of a native enum. */
export type RenameKind = Kind | 'value';

/** Where the name of each kind stands; of those that have none to change, nothing. */
const withinOf = (kind: RenameKind): 'parent' | 'schema' | 'database' | undefined =>
  kind === 'value' ? 'parent' : REGISTRY[kind].rename?.within;

export const RENAMED: readonly RenameKind[] = [...KINDS.filter(kind => REGISTRY[kind].rename), 'value'];

/** Whether the path of a kind names its table, or its enum, first: `users.phone`. */
export const isPart = (kind: RenameKind): boolean => withinOf(kind) === 'parent';

/** Whether it is in a schema, and may begin the path of a part. */
export const isWhole = (kind: RenameKind): boolean => withinOf(kind) === 'schema';

/**
 * One object under two names. `from` is a path as it is written in SQL, `users.phone`; `to` is the new name alone, or
 * with a schema where a table moves: `billing.t`.
 */
export interface Rename {
  kind: RenameKind;
  from: string;
  to: string;
}

/** What people decided, because no difference can tell. */
export interface Decisions {
  renames: Rename[];
  /** Pairs that look like a rename and are none. */
  notRenames: Rename[];
  /** For a column, `users.age`, the expression that makes its new values: `age::integer`. */
  conversions: Record<string, string>;
  /** For a column, the expression that existing rows get where they have no value. */
  fills: Record<string, string>;
  /** Tables that are known to hold no rows. */
  empty: string[];
  /** For a value that an enum loses, `doc_status.old`, the value that rows get instead. */
  replacements: Record<string, string>;
  /** Objects that no entity mentions, and that stay: `trigger users.touch`. */
  keep: string[];
  /** Objects that no generated migration made, and that go. */
  drop: string[];
  /** On the way back, for a column, the expression that made the values which are there: `at at time zone 'UTC'`. */
  undone: Record<string, string>;
}

/**
 * Nothing is decided: what a change needs to know is asked.
 *
 * @example
 * const decisions = { ...noDecisions(), fills: { 'users.phone': `''` } };
 */
export const noDecisions = (): Decisions => ({
  renames: [],
  notRenames: [],
  conversions: {},
  fills: {},
  empty: [],
  replacements: {},
  keep: [],
  drop: [],
  undone: {},
});

/**
 * The decisions seen from the other side, for the way back: what rows got instead of a value of an enum, they give back.
 * What was filled has no way back of its own.
 *
 * @example
 * const back = await planChange(shadow, before, { decisions: inverse(noDecisions(), 'public') });
 */
export function inverse(
  { renames, notRenames, replacements, conversions }: Decisions,
  defaultSchema: string,
): Decisions {
  const plain = (path: string): string => comparable(path, defaultSchema);
  const moves = new Map(renames.flatMap(({ kind, from, to }) => (isWhole(kind) ? [[plain(from), to] as const] : [])));
  const moved = { get: (path: string) => moves.get(plain(path)) };
  const turn = ({ kind, from, to }: Rename): Rename => {
    const path = splitPath(from);
    if (isPart(kind)) {
      const { whole, name } = cutPath(from);
      return { kind, from: `${moved.get(whole) ?? whole}.${to}`, to: name };
    }
    return { kind, from: to, to: path.length > 1 || withinOf(kind) === 'database' ? from : `${defaultSchema}.${from}` };
  };
  const returned = Object.entries(replacements).map(([path, label]) => {
    const { whole, name } = cutPath(path);
    return [`${moved.get(whole) ?? whole}.${pathPart(bare(label))}`, name] as const;
  });
  const undone = Object.entries(conversions).map(
    ([path, expression]) => [pathBefore(path, renames, plain), expression] as const,
  );
  return {
    ...noDecisions(),
    renames: renames.map(turn).reverse(),
    notRenames: notRenames.map(turn),
    // where several became one, it is the first
    replacements: Object.fromEntries(returned.reverse()),
    undone: Object.fromEntries(undone),
  };
}

/** The path of a column before it or its table was renamed. */
function pathBefore(path: string, renames: readonly Rename[], plain: (path: string) => string): string {
  const same = (one: string, other: string): boolean => plain(one) === plain(other);
  const { whole, name } = cutPath(path);
  const table = renames.find(({ kind, to }) => kind === 'table' && same(to, whole))?.from ?? whole;
  const column = renames.find(({ kind, from, to }) => {
    const of = cutPath(from).whole;
    return kind === 'column' && bare(to) === bare(name) && (same(of, table) || same(of, whole));
  });
  return [table, splitPath(column?.from ?? name).at(-1)].join('.');
}

/** The parts of a dotted path; a dot inside double quotes is part of a name. */
export function splitPath(path: string): string[] {
  return path.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
}

/** A path as that of the whole, and the name of the part in it. */
export function cutPath(path: string): { whole: string; name: string } {
  const parts = splitPath(path);
  return { whole: parts.slice(0, -1).join('.'), name: parts.at(-1) ?? '' };
}

/** A path to compare with others: names as they are, with the schema. */
export function comparable(path: string, defaultSchema: string): string {
  const parts = splitPath(path).map(bare);
  return (parts.length > 1 ? parts : [defaultSchema, ...parts]).join('\0');
}
