import { expect, test } from 'vitest';
import { hasSqlstate, isOfClass, Problem, SQLSTATE, SQLSTATE_CLASS, sqlstateOf } from '../../src/problem/index.ts';

const withCode = (code: unknown): Error => Object.assign(new Error('it failed'), { code });

test('an error that PostgreSQL raised has a SQLSTATE, and no other error has', () => {
  expect(sqlstateOf(withCode('42P01'))).toBe('42P01');
  // Node's, our own, and what is no error at all
  for (const other of [withCode('EPIPE'), withCode(42501), withCode(undefined), 'gone', undefined, null])
    expect(sqlstateOf(other)).toBeUndefined();
  expect(sqlstateOf(new Problem('PL320', { what: 'it would be lost' }))).toBeUndefined();
});

test('errors are told apart by their SQLSTATE and by its class', () => {
  const twice = withCode('23505');
  expect(hasSqlstate(twice, SQLSTATE.exclusionViolation, SQLSTATE.uniqueViolation)).toBe(true);
  expect(hasSqlstate(twice, SQLSTATE.exclusionViolation)).toBe(false);
  expect(isOfClass(twice, SQLSTATE_CLASS.dataException, SQLSTATE_CLASS.integrityConstraintViolation)).toBe(true);
  expect(isOfClass(twice, SQLSTATE_CLASS.dataException)).toBe(false);
  // an error without one is none of those that are asked for
  expect(hasSqlstate(withCode('EPIPE'), ...Object.values(SQLSTATE))).toBe(false);
  expect(isOfClass(withCode('EPIPE'), ...Object.values(SQLSTATE_CLASS))).toBe(false);
});
