import type { Node, ObjectExpression, ObjectProperty } from 'oxc-parser';
import { nodesIn } from './module.ts';

/** An expression without what TypeScript says about it, and of a function the expression that it returns. */
export function bareExpression(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return bareExpression(node.expression);
    case 'ArrowFunctionExpression':
      return node.expression ? bareExpression(node.body) : node;
    default:
      return node;
  }
}

/** The text of a string literal. */
export const textOf = (node: Node | null | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

/** The name of a property or a member, whether it is quoted or not. */
export const keyOf = ({ key, computed }: { key: Node; computed: boolean }): string | undefined =>
  textOf(key) ?? (!computed && key.type === 'Identifier' ? key.name : undefined);

export const propertyIn = (object: ObjectExpression, name: string): ObjectProperty | undefined =>
  object.properties.find((one): one is ObjectProperty => one.type === 'Property' && keyOf(one) === name);

/** The elements of a list, or nothing when it is none. */
export function elementsOf(node: Node | undefined): Node[] {
  const list = node && bareExpression(node);
  return list?.type === 'ArrayExpression' ? list.elements.flatMap(one => (one ? [bareExpression(one)] : [])) : [];
}

/** The first string literal of that text. */
export function literalIn(node: Node, text: string): Node | undefined {
  for (const one of nodesIn(node)) if (textOf(one) === text) return one;
  return undefined;
}

/** What a method is called with, `p.enum(…)`, anywhere in an expression. */
export function argumentOf(node: Node, method: string): Node | undefined {
  for (const one of nodesIn(node)) {
    if (one.type !== 'CallExpression' || one.callee.type !== 'MemberExpression') continue;
    const { property } = one.callee;
    if (property.type === 'Identifier' && property.name === method) return one.arguments[0];
  }
  return undefined;
}

/** The names of the properties that an index or a constraint lists, as `properties` or `columns`. */
export function listedIn(node: Node): string[] {
  if (node.type !== 'ObjectExpression') return [];
  const properties = propertyIn(node, 'properties')?.value;
  const columns = elementsOf(propertyIn(node, 'columns')?.value).map(one =>
    one.type === 'ObjectExpression' ? propertyIn(one, 'name')?.value : undefined,
  );
  return [properties, ...elementsOf(properties), ...columns].flatMap(one => textOf(one) ?? []);
}
