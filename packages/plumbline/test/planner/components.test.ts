import fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentsOf } from '../../src/planner/components.ts';
import { holds } from '../support/property.ts';

type Graph = Record<string, string[]>;

/** Whether there is a way from one node to another, of one step or more. */
function leads(graph: Graph, from: string, to: string): boolean {
  const seen = new Set<string>();
  const queue = [...(graph[from] ?? [])];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node === to) return true;
    if (!seen.has(node)) queue.push(...(graph[seen.add(node) && node] ?? []));
  }
  return false;
}

const node = fc.constantFrom(...'abcdefgh');
const graph = fc.dictionary(node, fc.array(node, { maxLength: 3 }), { maxKeys: 8 });

test('two nodes are in one group where each leads to the other, and only there', () =>
  holds(
    fc.property(graph, node, node, (graph, one, other) => {
      const group = componentsOf('abcdefgh', from => graph[from] ?? []);
      const isOne = one === other || (leads(graph, one, other) && leads(graph, other, one));
      expect(group.get(one) === group.get(other)).toBe(isOne);
    }),
    { numRuns: 2_000 },
  ));

test('a chain of a hundred thousand takes no stack', () => {
  const group = componentsOf(['0'], from => (Number(from) < 100_000 ? [String(Number(from) + 1)] : ['0']));
  expect(new Set(group.values()).size).toBe(1);
  expect(group.size).toBe(100_001);
});
