import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from '../../src/authoring/wrap.ts';
import { holds } from '../support/property.ts';

const word = fc.stringMatching(/^[a-z']{1,12}$/);
const long = fc.integer({ min: 90, max: 300 }).map(length => 'x'.repeat(length));

test('a line of a header keeps its words, and none is cut', () =>
  holds(
    fc.asyncProperty(fc.array(fc.oneof(word, word, long), { minLength: 1, maxLength: 40 }), async words => {
      const lines = wrap(words.join(' '));
      expect(lines.flatMap(line => line.trim().split(' '))).toEqual(words);
      for (const line of lines) expect(line.length <= 112 || !line.trim().includes(' ')).toBe(true);
    }),
    { numRuns: 300 },
  ));
