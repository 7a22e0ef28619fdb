import { Type } from '@mikro-orm/core';

/**
 * A column type that an extension brings, which must be there before the first table that uses it.
 *
 * @example
 * class Tree extends ExtensionType<string, string> {
 *   readonly extension = 'ltree';
 *   override getColumnType(): string {
 *     return 'ltree';
 *   }
 * }
 */
export abstract class ExtensionType<JSType, DBType> extends Type<JSType, DBType> {
  /** The name for `create extension`. */
  abstract readonly extension: string;
}

/** `Entity.property` that a value was meant for, for messages. Unknown while a type is used on its own. */
export const propertyOf = ({ meta, prop }: Type<unknown, unknown>): string | undefined =>
  prop && `${meta?.className ?? '?'}.${prop.name}`;
