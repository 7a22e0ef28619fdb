import type { CatalogObject, Kind } from '../canonical/index.ts';
import { bare, splitPath } from '../diff/decisions.ts';

/** What a place is looked for, by bare names. */
export interface Subject {
  kind: Kind;
  name: string;
  schema: string | undefined;
  /** The table or view that it is, or is part of. */
  table: string | undefined;
  /** The columns that it is about. */
  columns: readonly string[];
  /** The parts of an entity's description that may say it, beside its properties: `indexes`. */
  lists: readonly string[];
}

export function subjectOf(object: CatalogObject): Subject {
  const { kind, name, schema } = object;
  const owner = object.owner ?? ownerOf(object);
  return {
    kind,
    name,
    schema,
    table: owner === undefined ? tableOf(object) : lastOf(owner),
    columns: columnsOf(object),
    lists: listsOf(object),
  };
}

const lastOf = (path: string): string | undefined => {
  const last = splitPath(path.slice(path.indexOf(' ') + 1)).at(-1);
  return last === undefined ? undefined : bare(last);
};

/** The table that a sequence belongs to. */
const ownerOf = ({ kind, facts }: CatalogObject): string | undefined =>
  kind === 'sequence' && facts.ownedBy !== null
    ? `table ${splitPath(facts.ownedBy).slice(0, -1).join('.')}`
    : undefined;

const tableOf = ({ kind, name }: CatalogObject): string | undefined =>
  kind === 'table' || kind === 'view' ? name : undefined;

function columnsOf(object: CatalogObject): string[] {
  switch (object.kind) {
    case 'column':
      return [object.name];
    case 'constraint':
      return object.details.columns;
    case 'index':
      return object.details.keys.slice(0, object.details.keyCount).map(({ expression }) => bare(expression));
    case 'sequence':
      return object.facts.ownedBy === null ? [] : splitPath(object.facts.ownedBy).slice(-1).map(bare);
    default:
      return [];
  }
}

/** Which part of a description says a constraint: the others are said by a property. */
export const CONSTRAINTS = { c: ['checks'], x: ['checks'], u: ['uniques'], p: [], f: [] } as const;

function listsOf(object: CatalogObject): readonly string[] {
  switch (object.kind) {
    case 'constraint':
      return CONSTRAINTS[object.details.type];
    case 'index':
      return ['indexes', 'uniques'];
    case 'trigger':
      return ['triggers'];
    case 'policy':
      return ['policies'];
    default:
      return [];
  }
}
