import { type ObjectId, qualifiedNameOf, quoted } from '../../catalog/index.ts';
import type { RenameRule } from '../contract.ts';

/** The arguments of an aggregate as its name has them, in parentheses. */
const argumentsOf = ({ schema, name, quotedName, qualifiedName }: ObjectId): string =>
  qualifiedName.slice(
    (qualifiedName.startsWith(`${quotedName}(`) ? quotedName : qualifiedNameOf(schema, name, '')).length,
  );

/** A new name alone: an answer says it with the arguments, as it says the old one. */
export const withoutArguments = (name: string, list: string): string =>
  name.endsWith(list) ? name.slice(0, -list.length) : name;

/** Statements say an aggregate with its arguments, and its new name without. */
export const rename: RenameRule = {
  within: 'schema',
  isObvious: true,
  statements: (object, to, defaultSchema) => {
    const list = argumentsOf(object);
    const name = withoutArguments(to.name, list);
    const moved = `${qualifiedNameOf(to.schema, object.name, defaultSchema)}${list}`;
    return [
      ...(to.schema === object.schema
        ? []
        : [`alter aggregate ${object.qualifiedName} set schema ${quoted(to.schema)}`]),
      ...(name === object.name ? [] : [`alter aggregate ${moved} rename to ${quoted(name)}`]),
    ];
  },
};
