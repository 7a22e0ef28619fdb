import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { toProblem } from '../problem/index.ts';
import { answered } from './answered.ts';
import { formOf, printProblem } from './output.ts';

/** Whether this process is the stock `mikro-orm` command, which prints its whole usage text with every error. */
export function isStockCommand(): boolean {
  const script = process.argv[1];
  if (!script) return false;
  try {
    return realpathSync(script).endsWith(['', '@mikro-orm', 'cli', 'cli.js'].join(sep));
  } catch {
    return false;
  }
}

/**
 * In the stock command, prints an error as one screen and ends the process with its exit code. Everywhere else does
 * nothing but throw it on.
 */
export function endOnProblem(error: unknown): never {
  if (!isStockCommand()) throw error;
  const problem = toProblem(error);
  printProblem(problem, formOf({}));
  process.exit(problem.exitCode);
}

/** The object with `endOnProblem` behind every method that returns a promise. */
export function endingOnProblems<T extends object>(service: T): T {
  return new Proxy(service, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const result: unknown = value.apply(target, args);
        return result instanceof Promise ? answered(result).catch(endOnProblem) : result;
      };
    },
  });
}
