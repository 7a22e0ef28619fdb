import { expect } from 'vitest';

/** A password that no output may hold. */
export const SECRET = 'hunter2-secret';

/** A failure is one screen on standard error: no stack trace, no usage text, no password. */
export function expectOneScreen(stderr: string): void {
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain('Options:');
  expect(stderr).not.toContain(SECRET);
}
