import { type Expression, parseExpressionAt } from 'acorn';

/** A node of a syntax tree, as acorn makes them. */
interface Node {
  type: string;
  [field: string]: unknown;
}

/** Members that say nothing about what is done to a database, or are looked at by themselves. */
const IGNORED = new Set(['constructor', 'isTransactional']);
/** Fields of a node that only say where and how it is written. */
const WRITTEN = new Set(['start', 'end', 'loc', 'range', 'raw', 'directive']);
/** What a migration has from MikroORM, and what it says about itself. */
const ITSELF = new Set(['name', 'driver', 'config', 'ctx']);

/**
 * The syntax of a migration's methods, without comments, format and types, and the plain values of its fields. It is
 * what a compiler leaves as it is.
 */
export function syntaxOf(Class: new (driver: never, config: never) => object): unknown {
  const prototype = Class.prototype as object;
  const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .flatMap(([name, { value, get, set }]) => [value, get, set].map(code => [name, code] as const))
    .filter(([name, code]) => typeof code === 'function' && !IGNORED.has(name))
    .map(([name, code]) => [name, treeOf(String(code))]);
  const fields = Object.entries(blank(Class))
    .filter(([name, value]) => !ITSELF.has(name) && isPlain(value))
    .map(([name, value]) => [name, String(value)]);
  return [...methods, ...fields].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** An instance that knows no database; nothing of one that cannot be made so. */
function blank(Class: new (driver: never, config: never) => object): object {
  try {
    return new Class(undefined as never, undefined as never);
  } catch {
    return {};
  }
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean', 'bigint'].includes(typeof value);

/** The tree of a function's text; the text where it cannot be read, as that of a function that is bound. */
function treeOf(text: string): unknown {
  // a method's text is one only within an object, a function's stands by itself
  for (const code of [`({${text}})`, `(${text})`]) {
    try {
      return plain(functionOf(parseExpressionAt(code, 0, { ecmaVersion: 'latest' })));
    } catch {
      // it is the other one
    }
  }
  return text;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'bigint' || value instanceof RegExp) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  const node = imported(value as Node);
  const fields = Object.entries(node).filter(([name]) => !WRITTEN.has(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}

/** The function of a method: an object with nothing else in it is how it was read. */
function functionOf(node: Expression): Expression {
  const [property] = node.type === 'ObjectExpression' ? node.properties : [];
  return property?.type === 'Property' && property.method ? property.value : node;
}

/** `(0, module.name)` is how a compiler writes a name that is imported. */
function imported(node: Node): Node {
  const [first, member, ...more] = node.type === 'SequenceExpression' ? (node.expressions as Node[]) : [];
  const isCall = first?.type === 'Literal' && first.value === 0 && member?.type === 'MemberExpression';
  return isCall && more.length === 0 ? (member.property as Node) : node;
}
