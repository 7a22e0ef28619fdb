import { Problem } from './problem.ts';
import { refusedQuery } from './refused.ts';

/** Anything that was thrown, as a problem. Where an error comes from is shown only when it was asked for. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const refused = refusedQuery(error);
  if (refused) return refused;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const verbose = Boolean(process.env.MIKRO_ORM_CLI_VERBOSE);
  return new Problem('PL000', {
    what: message,
    why: verbose ? stack : undefined,
    fix: verbose ? undefined : 'to see where it comes from, set MIKRO_ORM_CLI_VERBOSE=1',
    cause: error,
  });
}
