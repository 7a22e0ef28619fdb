import { parse } from '../sql/parser.ts';

/** The literals of a statement, as texts: what a check compares with is often what it lets pass. */
async function constantsIn(statement: string): Promise<string[]> {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      const { A_Const: constant } = node as { A_Const?: Record<string, Record<string, unknown>> };
      for (const kind of ['sval', 'fval', 'ival'] as const) {
        const value = constant?.[kind];
        // the tree leaves out a zero
        if (value) found.push(String(value[kind] ?? 0));
      }
      Object.values(node).forEach(walk);
    }
  };
  walk(await parse(statement));
  return found;
}

export const constantsOfExpression = (expression: string): Promise<string[]> => constantsIn(`select ${expression}`);

/** @param bound as PostgreSQL writes it: `FOR VALUES IN ('a', 'b')` */
export const constantsOfBound = (bound: string): Promise<string[]> =>
  constantsIn(`create table part partition of whole ${bound}`);
