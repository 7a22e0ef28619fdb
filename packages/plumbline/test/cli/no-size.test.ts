import { afterEach, expect, test, vi } from 'vitest';
import { chooseReporter } from '../../src/cli/reporters/index.ts';

const { isTTY, columns } = process.stderr;
afterEach(() => {
  Object.assign(process.stderr, { isTTY, columns });
  vi.restoreAllMocks();
});

test('a terminal that nobody told its size gets plain lines: there is no room for one that changes', () => {
  Object.assign(process.stderr, { isTTY: true, columns: 0 });
  const written: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation(text => written.push(text) > 0);
  chooseReporter(undefined)({ type: 'stopping', signal: 'SIGTERM' });
  expect(written).toEqual([expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z SIGTERM received, stopping\n$/)]);
});
