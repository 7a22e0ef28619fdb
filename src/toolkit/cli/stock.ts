import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { Problem, renderProblem } from '../problem/index.ts';

/** Whether this process is the stock `mikro-orm` command, which prints its whole usage text with every error. */
function isStockCommand(): boolean {
  const script = process.argv[1];
  if (!script) return false;
  try {
    return realpathSync(script).endsWith(['', '@mikro-orm', 'cli', 'cli.js'].join(sep));
  } catch {
    return false;
  }
}

/**
 * In the stock command, prints a problem as one screen and ends the process with its exit code. Everywhere else, and
 * for every other error, does nothing but throw it on.
 */
export function endOnProblem(error: unknown): never {
  if (!(error instanceof Problem && isStockCommand())) throw error;
  process.stderr.write(`${renderProblem(error)}\n`);
  process.exit(error.exitCode);
}

/** The object with `endOnProblem` behind every method that returns a promise. */
export function endingOnProblems<T extends object>(service: T): T {
  return new Proxy(service, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const result: unknown = value.apply(target, args);
        return result instanceof Promise ? result.catch(endOnProblem) : result;
      };
    },
  });
}
