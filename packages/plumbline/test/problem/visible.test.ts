import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem, renderProblem, visible, visibleIn } from '../../src/problem/index.ts';
import { FORMATS } from '../../src/report/index.ts';
import { holds } from '../support/property.ts';

/** What a terminal does something with, or shows nothing of: by numbers, and not by the classes that are tested. */
const STEERS = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  const isIn = (from: number, to: number): boolean => code >= from && code <= to;
  return (
    (code < 0x20 && character !== '\n' && character !== '\t') ||
    [isIn(0x7f, 0x9f), isIn(0x200b, 0x200f), isIn(0x2028, 0x202e), isIn(0x2060, 0x206f), isIn(0xe0000, 0xe0fff)].some(
      Boolean,
    ) ||
    [0xad, 0x61c, 0xfeff, 0x34f, 0x115f, 0x1160, 0x3164, 0xffa0, 0x180e].includes(code)
  );
};
const any = fc.string({ unit: 'binary' });
const steering = fc.constantFrom(
  '\x1b[31m',
  '\x1b]0;title\x07',
  '\x9b2J',
  '\r',
  '\b',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u{e0041}',
  '\x7f',
);
const text = fc.array(fc.oneof(any, steering)).map(parts => parts.join(''));

const expectHarmless = (said: string): void => {
  for (const character of said) expect(STEERS(character), JSON.stringify(character)).toBe(false);
};

describe('what steers a terminal is shown and not obeyed', () => {
  test.each([
    ['\x1b[31mred', '\\x1b[31mred'],
    ['a\u202eb', 'a\\u202eb'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\r\x00\x7f\x9b', '\\x0d\\x00\\x7f\\u009b'],
    ['two\nlines\tand a tab, ü, 漢, 😀', 'two\nlines\tand a tab, ü, 漢, 😀'],
  ])('%j', (given, shown) => {
    expect(visible(given)).toBe(shown);
  });

  test('in whatever text', () =>
    holds(
      fc.property(text, given => expectHarmless(visible(given))),
      { numRuns: 1000 },
    ));

  test('in a problem, wherever the text stands, and in diagnostics', () =>
    holds(
      fc.property(text, text, (a, b) => {
        expectHarmless(renderProblem(new Problem('PL200', { what: a, subject: b, why: `${a}${b}`, fix: b })));
        const diagnostics = [{ severity: 'error' as const, code: 'PL200' as const, message: a }];
        for (const format of ['gcc', 'github'] as const) expectHarmless(FORMATS[format](diagnostics, '/'));
        expect(JSON.stringify(JSON.parse(FORMATS.sarif(diagnostics, '/')))).toContain(JSON.stringify(a).slice(1, -1));
      }),
      { numRuns: 300 },
    ));

  test('in a result, down to the last name in it', () => {
    const at = new Date();
    expect(visibleIn({ 'a\x1b': ['\u202e', { b: null, at }], n: 1 })).toEqual({
      'a\\x1b': ['\\u202e', { b: null, at }],
      n: 1,
    });
  });
});
