import { type CatalogObject, type Kind, kindOf, relationOf } from '../objects/index.ts';

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
  const { by, columns, lists } = kindOf(object).declaration;
  const relation = relationOf(object) ?? (by === 'entity' ? object : undefined);
  return { kind, name, schema, table: relation?.name, columns: columns(object), lists: lists(object) };
}
