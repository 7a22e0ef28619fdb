import { describe, expect, test } from 'vitest';
import { circularDefaults } from '../../src/planner/circles.ts';
import { catalogOf, column, routine, table } from './objects.ts';

/** Tables `a` and `b` with a column `x` that has a default and a column `y` that has none, and functions `f` and `g`. */
const OBJECTS = [
  ...['a', 'b'].flatMap(name => [table(name), column(name, 'x', 'f()'), column(name, 'y', null)]),
  ...[routine('f'), routine('g')],
];

const ALL = ['table a', 'table b', 'function f', 'function g'];
const [AX, AY, BX] = ['column a.x', 'column a.y', 'column b.x'];
const [F, G] = ['function f', 'function g'];

describe('defaults that are in a circle with what they call', () => {
  test.each<[what: string, needs: Record<string, string[]>, moved: string[], found: string[]]>([
    ['one that calls nothing', {}, ALL, []],
    ['one that calls what reads nothing', { [AX]: [F] }, ALL, []],
    ['one that calls what reads another table', { [AX]: [F], [F]: ['table b', BX] }, ALL, []],
    ['one that calls what reads the column', { [AX]: [F], [F]: [AX] }, ALL, [AX]],
    ['through another function', { [AX]: [F], [F]: [G], [G]: [AX] }, ALL, [AX]],
    ['one whose function reads its table', { [AX]: [F], [F]: ['table a'] }, ALL, [AX]],
    ['one whose function reads another column', { [AX]: [F], [F]: [AY] }, ALL, [AX]],
    ['two that read each other’s table', { [AX]: [F], [F]: ['table b'], [BX]: [G], [G]: ['table a'] }, ALL, [AX, BX]],
    ['one that waits for a circle and is not in it', { [AX]: [F], [F]: ['table b'], [BX]: [G], [G]: [BX] }, ALL, [BX]],
    ['a column without a default', { [AY]: [F], [F]: [AY] }, ALL, []],
    ['where the function stays', { [AX]: [F], [F]: [AX] }, ['table a'], []],
    ['where the table stays, and the function reads the column', { [AX]: [F], [F]: [AX] }, [F], [AX]],
    ['where the table stays, and the function reads another column', { [AX]: [F], [F]: [AY] }, [F], []],
    ['where the table stays, and the function reads it', { [AX]: [F], [F]: ['table a'] }, [F], []],
  ])('%s', (_, needs, moved, found) => {
    expect(circularDefaults(catalogOf(OBJECTS, needs), id => moved.includes(id)).map(({ id }) => id)).toEqual(found);
  });
});
