import { type ObjectId, qualifiedNameOf, quoted } from '../catalog/index.ts';
import { literal } from '../sql/index.ts';
import type { ObjectKind, Presence, RenameRule } from './contract.ts';
import type { Kind } from './model.ts';

/** Relations, their indexes and types: no two of a schema have one name. */
export const sharedInSchema = ({ schema, name }: ObjectId): string => `${schema}.${name}`;

/** What has a name in a schema, and can be moved to another one. `word` is what statements call it: `materialized view`. */
export const movable = (word: string, isObvious: boolean): RenameRule => ({
  within: 'schema',
  isObvious,
  statements: (object, { schema, name }, defaultSchema) => [
    ...(schema === object.schema ? [] : [`alter ${word} ${object.qualifiedName} set schema ${quoted(schema)}`]),
    ...(name === object.name
      ? []
      : [`alter ${word} ${qualifiedNameOf(schema, object.name, defaultSchema)} rename to ${quoted(name)}`]),
  ],
});

/** A part of a table that its table renames. */
export const renamedByTable = (word: string, isObvious: boolean): RenameRule => ({
  within: 'parent',
  isObvious,
  statements: ({ parent, quotedName }, { name }) => [
    `alter table ${parent?.qualifiedName} rename ${word} ${quotedName} to ${quoted(name)}`,
  ],
});

const namespaceOf = ({ schema }: ObjectId): string => `${literal(schema)}::regnamespace`;

const relation = (object: ObjectId, name: string): string =>
  `select from pg_class where relnamespace = ${namespaceOf(object)} and relname = ${literal(name)}`;

/** Tables, views, sequences. */
export const asRelation: Presence = { there: relation, taken: object => relation(object, object.name) };

export const asType: Presence = presence(
  (object, name) => `select from pg_type where typnamespace = ${namespaceOf(object)} and typname = ${literal(name)}`,
);

/** A part of a table, by the columns of its catalog that name the table and itself. */
export const asPart = (catalog: string, parent: string, column: string, more = ''): Presence =>
  presence(
    (object, name) =>
      `select from ${catalog} where ${parent} = ${literal(object.parent?.qualifiedName ?? '')}::regclass and ${column} = ${literal(name)}${more}`,
  );

export function presence(there: Presence['there']): Presence {
  return { there, taken: object => there(object, object.name) };
}

/** An index has a table, and shares its name with relations. */
export const asIndex: Presence = {
  ...asPart('pg_index join pg_class on oid = indexrelid', 'indrelid', 'relname'),
  taken: asRelation.taken,
};

/** What is so of most kinds. */
export const ORDINARY = {
  whole: ({ parent }) => parent,
  needs: () => [],
  madeWith: () => null,
  turn: () => 'by kind',
  isRecreated: () => false,
  keepsShape: () => false,
  holds: 'nothing',
  isCalled: false,
  isOverloaded: false,
  goesWithColumns: false,
  takesEqual: false,
  isShared: false,
  columnType: null,
  rights: null,
  broken: () => undefined,
  hazards: async () => [],
  questions: async () => [],
  ignoredBy: null,
} satisfies Partial<ObjectKind<Kind>>;
