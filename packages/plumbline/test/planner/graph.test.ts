import { describe, expect, test } from 'vitest';
import type { CatalogObject, Context } from '../../src/objects/index.ts';
import { carriersOf } from '../../src/planner/carriers.ts';
import type { Changes } from '../../src/planner/change-set.ts';
import { connect } from '../../src/planner/dependencies.ts';
import type { Operation } from '../../src/planner/order.ts';
import { catalogOf, column, routine, table, view } from './objects.ts';

type Needs = Record<string, string[]>;

interface Given {
  dropped?: CatalogObject[];
  created?: CatalogObject[];
  /** What stays as it is. */
  there?: CatalogObject[];
  before?: Needs;
  after?: Needs;
  /** Columns whose default is set apart, as it is in a circle with what it calls. */
  circular?: string[];
}

const byId = (objects: readonly CatalogObject[]): Map<string, CatalogObject> =>
  new Map(objects.map(object => [object.id, object]));

/** Which operations come after which, as `then < first`; `-` drops, `+` makes. */
function graphOf({ dropped = [], created = [], there = [], before = {}, after = {}, circular = [] }: Given): string[] {
  const context: Context = {
    from: catalogOf([...there, ...dropped], before),
    to: catalogOf([...there, ...created], after),
    version: 180_000,
    ifMissing: false,
    online: () => false,
    quiet: () => false,
    fill: () => undefined,
    conversion: () => {
      throw new Error('no column changes its type');
    },
    replacements: () => new Map(),
    isMadeAnew: () => false,
    convert: () => undefined,
    growth: () => undefined,
  };
  const changes: Changes = {
    dropped: byId(dropped),
    created: byId(created),
    altered: new Map(),
    rebuilt: new Set(),
    renamedAway: new Set(),
    inTheWay: new Set(),
    undefaulted: new Set(circular),
    circular: new Set(circular),
  };
  const keys = carriersOf(changes, context);
  const operations = new Map<string, Operation<null>>();
  const add = (key: string | undefined): void => {
    if (key !== undefined) operations.set(key, { key, rank: [], after: new Set(), content: null });
  };
  for (const id of changes.dropped.keys()) add(keys.drop(id));
  for (const id of changes.created.keys()) add(keys.create(id));
  for (const id of circular) for (const sign of ['-', '+']) add(`${sign}default ${id}`);
  connect(operations, changes, context, keys);
  return [...operations.values()].flatMap(({ key, after }) => [...after].map(one => `${one} < ${key}`)).sort();
}

const [A, B, AX] = [table('a'), table('b'), column('a', 'x', null)];
const [F, V, W] = [routine('f'), view('v'), view('w')];
const AXF = column('a', 'x', 'f()');

describe('what has to come before what', () => {
  test.each<[what: string, given: Given, graph: string[]]>([
    ['nothing waits for what it does not need', { dropped: [V], created: [A, F] }, []],
    [
      'what is made waits for what it needs',
      { created: [V, F], after: { 'view v': ['function f'] } },
      ['+function f < +view v'],
    ],
    [
      'what is dropped waits for what needs it',
      { dropped: [V, F], before: { 'view v': ['function f'] } },
      ['-view v < -function f'],
    ],
    ['what stays is not waited for', { there: [F], created: [V], after: { 'view v': ['function f'] } }, []],
    [
      'what is made again goes first, and what reads it goes before and comes after',
      { dropped: [V, W], created: [V, W], before: { 'view w': ['view v'] }, after: { 'view w': ['view v'] } },
      ['+view v < +view w', '-view v < +view v', '-view w < +view w', '-view w < -view v'],
    ],
    [
      'a column comes with its new table, which waits for what the column calls',
      { created: [A, AXF, F], after: { 'column a.x': ['function f'] } },
      ['+function f < +table a'],
    ],
    [
      'a new column of a table that stays waits for what it calls',
      { there: [A], created: [AXF, F], after: { 'column a.x': ['function f'] } },
      ['+function f < +column a.x'],
    ],
    [
      'a column goes with its table, which waits for what reads the column',
      { dropped: [A, AX, V], before: { 'view v': ['column a.x'] } },
      ['-view v < -table a'],
    ],
    ['a new table waits until its name is free', { dropped: [view('a')], created: [A] }, ['-view a < +table a']],
    ['tables of different names do not wait for each other', { dropped: [A], created: [B] }, []],
    [
      'a default in a circle is set after both are there, and goes before both',
      {
        dropped: [A, AXF, F],
        created: [A, AXF, F],
        before: { 'column a.x': ['function f'], 'function f': ['table a'] },
        after: { 'column a.x': ['function f'], 'function f': ['table a'] },
        circular: ['column a.x'],
      },
      [
        '+function f < +default column a.x',
        '+table a < +default column a.x',
        '+table a < +function f',
        '-default column a.x < -function f',
        '-default column a.x < -table a',
        '-function f < +default column a.x',
        '-function f < +function f',
        '-function f < -table a',
        '-table a < +default column a.x',
        '-table a < +table a',
      ],
    ],
  ])('%s', (_, given, graph) => {
    expect(graphOf(given)).toEqual(graph);
  });
});
