import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../src/problem/index.ts';
import { checkVariables, VARIABLES, variable } from '../src/variables.ts';
import { holds } from './support/property.ts';

type Name = keyof typeof VARIABLES;
const NAMES = Object.keys(VARIABLES) as Name[];
const TIMES = NAMES.filter(name => /LOCK|TIMEOUT/.test(name));

const said = (name: Name, text: string): unknown => {
  try {
    return variable(name, { [name]: text });
  } catch (error) {
    return error;
  }
};

describe('A variable of the environment', () => {
  test.each(NAMES)('%s: its example means something, and is all that there is when it is not set', name => {
    expect(said(name, VARIABLES[name].example)).toBeDefined();
    expect(said(name, VARIABLES[name].example)).not.toBeInstanceOf(Error);
    expect(variable(name, {})).toBeUndefined();
  });

  test.each(NAMES)('%s: what it does not allow is refused with its name, the text and what is allowed', name => {
    const wrong = [
      '',
      ' ',
      ...(VARIABLES[name].allowed.startsWith('a ') && !TIMES.includes(name) ? [] : ['xml', 'Plain', 'edited;missing']),
    ];
    for (const text of wrong) {
      const problem = said(name, text);
      expect(problem, `${name}=${text}`).toBeInstanceOf(Problem);
      expect(problem).toMatchObject({ code: 'PL001', why: `it is ${VARIABLES[name].allowed}` });
      expect((problem as Problem).message).toContain(name);
      expect((problem as Problem).message).toContain(text === '' ? 'it is empty' : text);
      expect(() => checkVariables({ [name]: text })).toThrow(Problem);
    }
  });

  test.each([
    '0.0004',
    '0.0005',
    '1e5',
    '0x10',
    '0b1',
    '1_000',
    '-1',
    '+1',
    'Infinity',
    '-Infinity',
    'NaN',
    '',
    ' ',
    ' 1',
    '1 ',
    '1.',
    '.5',
    '1,5',
    '1s',
    '٣',
    '1000001',
    '99999999',
    'null',
    '1\n',
  ])('a time of %j means nothing anywhere', text => {
    for (const name of TIMES) expect(said(name, text), name).toBeInstanceOf(Problem);
  });

  test('a time is the milliseconds that it says, or refused', async () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.double().map(String),
      fc.string({ unit: fc.constantFrom(...'0123456789.-+eExX_ '), maxLength: 8 }),
      fc.tuple(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 9999 })).map(([a, b]) => `${a}.${b}`),
    );
    await holds(
      fc.property(fc.constantFrom(...TIMES), anyText, (name, text) => {
        const value = said(name, text);
        if (value instanceof Problem) return;
        // whole milliseconds, never rounded away, never more than PostgreSQL takes
        expect(value).toBe(Math.round(Number(text) * 1000));
        expect(Number.isSafeInteger(value) && (value as number) <= 1e9).toBe(true);
        expect(Number(text) > 0 ? (value as number) > 0 : value === 0).toBe(true);
        expect(text).toMatch(/^\d+(\.\d+)?$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('no time of none where none is without end: a lock that is waited for for ever holds up everybody', () => {
    for (const name of ['PLUMBLINE_LOCK_TIMEOUT', 'PLUMBLINE_LOCK_PATIENCE'] as const)
      expect(said(name, '0')).toBeInstanceOf(Problem);
    for (const name of ['PLUMBLINE_LOCK_WAIT', 'PLUMBLINE_STATEMENT_TIMEOUT'] as const) expect(said(name, '0')).toBe(0);
  });
});
