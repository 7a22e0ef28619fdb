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

let isPlumb = false;
let shown: Promise<void> | undefined;

/** Says that this process runs the command line of `plumb`. */
export function enterCommandLine(): void {
  isPlumb = true;
}

/** Whether this process runs a command line, `plumb`'s or the stock one's, and not the application. */
export const isCommandLine = (): boolean => isPlumb || isStockCommand();

/** In the stock command, makes what it prints harmless: its own package is loaded by now, and nobody else pays for it. */
export function guardStockCommand(): void {
  if (isStockCommand()) shown ??= import('./stock-output.ts').then(({ showStockOutput }) => showStockOutput());
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
        if (!(result instanceof Promise)) return result;
        // nothing is printed before what is printed is made harmless
        return answered(Promise.all([result, shown]).then(([given]) => given)).catch(endOnProblem);
      };
    },
  });
}
