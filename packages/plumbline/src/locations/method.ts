import type { Location } from '../problem/index.ts';
import { Module, nodesIn } from './module.ts';
import { keyOf } from './syntax.ts';

/** Where a method is written in a file, such as the `down` of a migration; its first place when it has none. */
export function locationOfMethod(path: string, name: string): Location {
  const module = new Module(path);
  for (const node of nodesIn(module.program)) {
    if (node.type === 'MethodDefinition' && keyOf(node) === name) return module.locationOf(node.key);
  }
  return module.locationOf(module.program);
}
