import { describe, expect, test } from 'vitest';
import { findMigration, resolveRange, resolveRevision } from '../../src/history/index.ts';

const files = ['Migration20260101000000_users', 'Migration20260102000000_orders', 'Migration20260103000000_users'].map(
  name => ({ name }),
);

describe('a revision, where the database is at the second of three migrations', () => {
  test.each([
    ['base', 0],
    ['head', 3],
    ['current', 2],
    ['+1', 3],
    ['-2', 0],
    ['head-1', 2],
    ['base+2', 2],
    ['current-1', 1],
    ['20260102000000', 2],
    ['Migration20260103000000_users', 3],
    ['Migration20260103000000_users.ts', 3],
    ['orders-1', 1],
  ])('%s is %i', (text, expected) => {
    expect(resolveRevision(text, { files, current: 2 })).toBe(expected);
  });

  test.each([
    ['head+1', 'PL001', 'behind the last'],
    ['base-1', 'PL001', 'before the first'],
    ['-3', 'PL001', 'before the first'],
    ['haed', 'PL240', 'haed'],
    ['users', 'PL240', 'several migrations'],
    ['nothing_like_it', 'PL240', 'no migration'],
  ])('%s is refused', (text, code, what) => {
    expect(() => resolveRevision(text, { files, current: 2 })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(what) }),
    );
  });

  test.each(['+1', 'current', '-1'])('%s needs a database', text => {
    expect(() => resolveRevision(text, { files })).toThrow(expect.objectContaining({ code: 'PL001' }));
  });
});

test.each([
  [undefined, { from: 0, to: 3 }],
  ['orders', { from: 0, to: 2 }],
  ['orders:', { from: 2, to: 3 }],
  [':orders', { from: 0, to: 2 }],
  ['head:base', { from: 3, to: 0 }],
])('the range %s', (text, range) => {
  expect(resolveRange(text, { files })).toEqual(range);
});

test('a name that nothing has comes with the nearest one', () => {
  expect(() => findMigration(files, 'Migration20260102000000_order5')).toThrow(
    expect.objectContaining({ fix: 'did you mean Migration20260102000000_orders?' }),
  );
  expect(() => findMigration([], 'any')).toThrow(expect.objectContaining({ fix: 'the project has no migrations' }));
});
