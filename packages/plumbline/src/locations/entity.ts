import type { Class, Node, ObjectExpression } from 'oxc-parser';
import { type LocatedNode, nodesIn } from './module.ts';
import type { Modules } from './modules.ts';
import { bareExpression, keyOf, propertyIn, textOf } from './syntax.ts';

/** Where an entity is said: the object that describes it, or its class. */
export type EntityNode = LocatedNode<ObjectExpression | Class>;

/** Finds what is given to `defineEntity()` or `new EntitySchema()` under a name, or the class of that name. */
export function findEntity(modules: Modules, name: string): EntityNode | undefined {
  let ofClass: EntityNode | undefined;
  for (const module of modules.all) {
    for (const node of nodesIn(module.program)) {
      const described = descriptionIn(node);
      if (described && nameOf(described) === name) return { module, node: described };
      if (node.type === 'ClassDeclaration' && node.id?.name === name) ofClass ??= { module, node };
    }
  }
  return ofClass;
}

function descriptionIn(node: Node): ObjectExpression | undefined {
  const isDescription =
    (node.type === 'CallExpression' && calledAs(node.callee, 'defineEntity')) ||
    (node.type === 'NewExpression' && calledAs(node.callee, 'EntitySchema'));
  const given = isDescription && node.arguments[0] ? bareExpression(node.arguments[0]) : undefined;
  return given?.type === 'ObjectExpression' ? given : undefined;
}

const calledAs = (callee: Node, name: string): boolean =>
  (callee.type === 'Identifier' && callee.name === name) ||
  (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === name);

function nameOf(description: ObjectExpression): string | undefined {
  const ofClass = propertyIn(description, 'class')?.value;
  return textOf(propertyIn(description, 'name')?.value) ?? (ofClass?.type === 'Identifier' ? ofClass.name : undefined);
}

/** A part of an entity, such as `indexes` or `properties`: its key, and what it says, wherever that stands. */
export interface Part {
  key: LocatedNode;
  value: LocatedNode;
}

export function partOf(modules: Modules, { module, node }: EntityNode, name: string): Part | undefined {
  const property = node.type === 'ObjectExpression' ? propertyIn(node, name) : undefined;
  return property && { key: { module, node: property.key }, value: modules.resolve({ module, node: property.value }) };
}

/** A property of an entity, also one that comes from the entity that it extends or from a list that is spread into it. */
export function entityProperty(modules: Modules, entity: EntityNode, name: string): Part | undefined {
  if (entity.node.type !== 'ObjectExpression') return memberOf(entity as LocatedNode<Class>, name);
  const properties = partOf(modules, entity, 'properties')?.value;
  const own = properties && memberIn(modules, properties, name);
  if (own) return own;
  const base = partOf(modules, entity, 'extends')?.value;
  const described = base && descriptionIn(base.node);
  return described && entityProperty(modules, { module: base.module, node: described }, name);
}

function memberIn(modules: Modules, { module, node }: LocatedNode, name: string): Part | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  const property = propertyIn(node, name);
  if (property) return { key: { module, node: property.key }, value: { module, node: bareExpression(property.value) } };
  for (const one of node.properties) {
    const spread = one.type === 'SpreadElement' ? modules.resolve({ module, node: one.argument }) : undefined;
    const found = spread && memberIn(modules, spread, name);
    if (found) return found;
  }
  return undefined;
}

function memberOf({ module, node }: LocatedNode<Class>, name: string): Part | undefined {
  const member = node.body.body.find(
    one => (one.type === 'PropertyDefinition' || one.type === 'AccessorProperty') && keyOf(one) === name,
  );
  return member && 'key' in member ? { key: { module, node: member.key }, value: { module, node: member } } : undefined;
}
