/** Statements that belong together, with what has to come before them. */
export interface Operation<T> {
  key: string;
  /** Where it stands when nothing else decides: compared element by element. */
  rank: readonly (number | string)[];
  after: Set<string>;
  content: T;
}

/**
 * Puts operations into an order in which each comes after all that it has to come after, and otherwise by rank: what an
 * operation waits for is pulled forward to just before it.
 *
 * @throws Error when operations wait for each other in a circle, which would be a mistake of the planner
 */
export function inOrder<T>(operations: readonly Operation<T>[]): Operation<T>[] {
  const byKey = new Map(operations.map(operation => [operation.key, operation]));
  const sorted = [...operations].sort((a, b) => compareRanks(a.rank, b.rank));
  const position = new Map(sorted.map((operation, i) => [operation.key, i]));
  const done = new Set<string>();
  const result: Operation<T>[] = [];

  for (const start of sorted) {
    // a stack of its own, as chains of thousands of tables are real
    const stack: { operation: Operation<T>; waits: string[] }[] = [];
    const open = new Set<string>();
    const enter = (operation: Operation<T>): void => {
      if (open.has(operation.key))
        throw new Error(`operations wait for each other: ${[...open, operation.key].join(' → ')}`);
      open.add(operation.key);
      const waits = [...operation.after].filter(key => byKey.has(key) && !done.has(key));
      stack.push({ operation, waits: waits.sort((a, b) => (position.get(b) ?? 0) - (position.get(a) ?? 0)) });
    };
    if (!done.has(start.key)) enter(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.waits.pop();
      if (next === undefined) {
        stack.pop();
        open.delete(top.operation.key);
        done.add(top.operation.key);
        result.push(top.operation);
      } else if (!done.has(next)) enter(byKey.get(next) as Operation<T>);
    }
  }
  return result;
}

function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? '', b[i] ?? ''];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
