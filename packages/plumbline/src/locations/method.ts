import type { Place } from '../problem/index.ts';
import { Module, nodesIn } from './module.ts';
import { keyOf } from './syntax.ts';

/** Where a method is written in a file, such as the `down` of a migration; its first place when it has none. */
export function placeOfMethod(path: string, name: string): Place {
  const module = new Module(path);
  for (const node of nodesIn(module.program)) {
    if (node.type === 'MethodDefinition' && keyOf(node) === name) return module.placeOf(node.key);
  }
  return module.placeOf(module.program);
}
