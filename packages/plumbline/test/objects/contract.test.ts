import { describe, expect, expectTypeOf, test } from 'vitest';
import { KINDS, type Kind, type ObjectKind, type ORDER, REGISTRY } from '../../src/objects/index.ts';

/** What of a type can be left out and it is still of the type. */
type Dispensable<T> = { [Part in keyof T]: Omit<T, Part> extends T ? Part : never }[keyof T];

describe('the contract of a kind of object', () => {
  // the compiler reads these, in the check of the tests' types
  test('has nothing that a kind can leave out', () => {
    expectTypeOf<Dispensable<ObjectKind<'domain'>>>().toBeNever();
  });

  test('is asked for each kind that has a model, and so is its place in the order', () => {
    expectTypeOf<Dispensable<typeof REGISTRY>>().toBeNever();
    expectTypeOf<Dispensable<typeof ORDER>>().toBeNever();
  });

  test('reads what can be the type of a column before columns', () => {
    const before = (one: Kind): boolean => KINDS.indexOf(one) < KINDS.indexOf('column');
    const types = KINDS.filter(kind => REGISTRY[kind].columnType);
    expect(types).toContain('domain');
    expect(types.filter(kind => !before(kind))).toEqual([]);
  });
});
