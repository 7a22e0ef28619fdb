/**
 * What an object is, apart from what it holds. The catalog's readers make it, in PostgreSQL's own words; everybody else
 * asks for its parts.
 */
export interface ObjectId<K extends string = string> {
  kind: K;
  /** The bare name of its schema; a schema's own name. */
  schema: string;
  /** The bare name, unquoted. */
  name: string;
  /** The table or view that it is a part of. */
  parent: ObjectId<'table' | 'view'> | null;
  /** The name alone as SQL, quoted where needed: `email`. */
  quotedName: string;
  /**
   * The name as people and statements say it in full: `billing.users`, with the schema where it is not the default one; of
   * a part behind its parent's, `users.email`; of a function with its arguments.
   */
  qualifiedName: string;
  /**
   * The one text form, `column users.email`: catalogs are keyed by it, reports and answers say it. Nothing takes it apart.
   */
  id: string;
}

/** The identity of an object alone, without what it holds. */
export const identityOf = ({ kind, schema, name, parent, quotedName, qualifiedName, id }: ObjectId): ObjectId => ({
  kind,
  schema,
  name,
  parent,
  quotedName,
  qualifiedName,
  id,
});

/** A name as the readers get it: bare, and as SQL with its schema where that is not the default one. */
export interface Named {
  schema: string;
  name: string;
  quotedName: string;
  qualifiedName: string;
}

/** The identity of something that stands by itself in a schema. */
export const wholeId = <K extends string>(
  kind: K,
  { schema, name, quotedName, qualifiedName }: Named,
): ObjectId<K> & { parent: null } => ({
  kind,
  schema,
  name,
  parent: null,
  quotedName,
  qualifiedName,
  id: `${kind} ${qualifiedName}`,
});

/** The identity of a part of a table or view. */
export function partId<K extends string, P extends 'table' | 'view'>(
  kind: K,
  parent: ObjectId<P>,
  { name, quotedName }: Pick<Named, 'name' | 'quotedName'>,
): ObjectId<K> & { parent: ObjectId<P> } {
  const qualifiedName = `${parent.qualifiedName}.${quotedName}`;
  return { kind, schema: parent.schema, name, parent, quotedName, qualifiedName, id: `${kind} ${qualifiedName}` };
}
