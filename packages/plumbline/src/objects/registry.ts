import type { Fact, ObjectId } from '../catalog/index.ts';
import { aggregate } from './aggregate/kind.ts';
import { column } from './column/kind.ts';
import { constraint } from './constraint/kind.ts';
import type { ObjectKind } from './contract.ts';
import { domain } from './domain/kind.ts';
import { nativeEnum } from './enum/kind.ts';
import { extension } from './extension/kind.ts';
import { routine } from './function/kind.ts';
import { relationIndex } from './index/kind.ts';
import type { CatalogObject, FactName, Kind } from './model.ts';
import { policy } from './policy/kind.ts';
import { schema } from './schema/kind.ts';
import { sequence } from './sequence/kind.ts';
import { table } from './table/kind.ts';
import { trigger } from './trigger/kind.ts';
import { view } from './view/kind.ts';

/** Every kind of object, in an order in which they can be made. */
export const REGISTRY: { readonly [K in Kind]: ObjectKind<K> } = {
  schema,
  extension,
  enum: nativeEnum,
  domain,
  sequence,
  function: routine,
  aggregate,
  table,
  column,
  constraint,
  index: relationIndex,
  view,
  trigger,
  policy,
};

export const KINDS = Object.keys(REGISTRY) as readonly Kind[];

/** What is known of the kind of an object. */
export const kindOf = (object: Pick<CatalogObject, 'kind'>): ObjectKind<Kind> =>
  REGISTRY[object.kind] as ObjectKind<Kind>;

/** What an object is compared by and reported with: each of its facts as a text. */
export const wordsOf = (object: Pick<CatalogObject, 'kind' | 'facts'>): Partial<Record<FactName, Fact>> =>
  kindOf(object).words(object.facts);

/** The same, one by one. */
export const factsOf = (object: Pick<CatalogObject, 'kind' | 'facts'>): [FactName, Fact][] =>
  Object.entries(wordsOf(object)) as [FactName, Fact][];

/** The name that no two objects can have: relations, their indexes and types share names; functions only among them. */
export const sharedName = (object: CatalogObject): string | undefined => kindOf(object).sharedName(object);

/** The name that has to be free before an object is made: of what is overloaded, whatever its arguments. */
export const takenName = (object: CatalogObject): string | undefined =>
  kindOf(object).isOverloaded ? `${object.schema}.${object.name}()` : sharedName(object);

/** The table or view that an object is a part of, or goes with: that of a sequence's column. */
export const relationOf = (object: CatalogObject): ObjectId<'table' | 'view'> | null =>
  object.parent ?? kindOf(object).whole(object)?.parent ?? null;
