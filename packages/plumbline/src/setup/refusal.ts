import { Problem } from '../problem/index.ts';

/** The problem that a check ends with. */
export function refusal(check: () => void): Problem | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
