import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT } from '../support/platform.ts';

interface Row {
  feature: string;
  mark: string;
  /** The links to tests, each with words of the test, and what is said beside them. */
  shown: string;
}

const rows: Row[] = readFileSync(join(PROJECT, 'docs/comparison.md'), 'utf8')
  .split('\n')
  .filter(line => /^\| \d+ \|/.test(line))
  .map(line => {
    const [, feature = '', mark = '', shown = ''] = line.slice(2).split(' | ');
    return { feature, mark: mark.replaceAll('*', ''), shown };
  });

const linksIn = (text: string): [path: string, words: string][] =>
  [...text.matchAll(/\]\(\.\.\/([^ )]+) "([^"]+)"\)/g)].map(([, path = '', words = '']) => [path, words]);

test('the comparison has all rows, and marks that mean something', () => {
  expect(rows).toHaveLength(37);
  for (const { mark } of rows) expect(['✓', '~', '✗']).toContain(mark);
});

describe('what is ticked is shown by a test', () => {
  test.each(rows.filter(({ mark }) => mark !== '✗'))('$feature', ({ shown }) => {
    const links = linksIn(shown);
    expect(links.length).toBeGreaterThan(0);
    for (const [path, words] of links) {
      expect(existsSync(join(PROJECT, path)), path).toBe(true);
      expect(readFileSync(join(PROJECT, path), 'utf8')).toContain(words);
    }
  });
});

test.each(rows.filter(({ mark }) => mark !== '✓'))('the gap at $feature says what is missing', ({ shown }) => {
  const said = shown.replaceAll(/\[[^\]]*\]\([^)]*\)/g, '').replaceAll(/[;,\s]/g, '');
  expect(said.length).toBeGreaterThan(20);
});
