import type { ObjectId } from '../catalog/index.ts';
import { bare } from '../compare/index.ts';
import type { CatalogObject, Kind } from '../objects/index.ts';

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
  return {
    kind,
    name,
    schema,
    table: tableOf(object)?.name,
    columns: columnsOf(object),
    lists: listsOf(object),
  };
}

/** The table or view that it is, or goes with. */
function tableOf(object: CatalogObject): ObjectId | null | undefined {
  switch (object.kind) {
    case 'table':
    case 'view':
      return object;
    case 'sequence':
      return object.facts.ownedBy?.parent;
    default:
      return object.parent;
  }
}

function columnsOf(object: CatalogObject): string[] {
  switch (object.kind) {
    case 'column':
      return [object.name];
    case 'constraint':
      return object.details.columns;
    case 'index':
      return object.details.keys.slice(0, object.details.keyCount).map(({ expression }) => bare(expression));
    case 'sequence':
      return object.facts.ownedBy ? [object.facts.ownedBy.name] : [];
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
