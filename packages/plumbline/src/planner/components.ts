/**
 * Sorts the nodes of a graph into groups within which each leads to each other one (Tarjan's strongly connected
 * components), in time that grows with the graph.
 *
 * @returns for each node that can be reached the number of its group
 */
export function componentsOf(nodes: Iterable<string>, next: (node: string) => Iterable<string>): Map<string, number> {
  const component = new Map<string, number>();
  const entered = new Map<string, number>();
  const lowest = new Map<string, number>();
  const unsorted: string[] = [];
  const lower = (node: string, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  let groups = 0;
  for (const start of nodes) {
    // a stack of its own, as chains of thousands of objects are real
    const stack: { node: string; left: Iterator<string> }[] = [];
    const enter = (node: string): void => {
      entered.set(node, entered.size);
      lower(node, entered.size - 1);
      unsorted.push(node);
      stack.push({ node, left: next(node)[Symbol.iterator]() });
    };
    if (!entered.has(start)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { node, left } = top;
      const step = left.next();
      if (!step.done) {
        const before = entered.get(step.value);
        if (before === undefined) enter(step.value);
        else if (!component.has(step.value)) lower(node, before);
        continue;
      }
      stack.pop();
      const above = stack.at(-1);
      if (above) lower(above.node, lowest.get(node) ?? 0);
      if (lowest.get(node) !== entered.get(node)) continue;
      for (let one = unsorted.pop(); one !== undefined; one = one === node ? undefined : unsorted.pop())
        component.set(one, groups);
      groups++;
    }
  }
  return component;
}
