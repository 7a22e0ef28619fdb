import type { Node } from 'oxc-parser';
import { expect, test } from 'vitest';
import { KINDS } from '../../src/objects/index.ts';
import { SOURCE_TEXTS, visit } from '../support/sources.ts';

/** Rooms that work with objects of a database, whose identities and facts have types of their own. */
const ROOMS = new Set([
  'adoption',
  'authoring',
  'catalog',
  'compare',
  'locations',
  'objects',
  'planner',
  'proof',
  'report',
]);
/** Types to which anything can be cast, and from which to anything. */
const ANYTHING = new Set(['TSUnknownKeyword', 'TSAnyKeyword', 'TSNeverKeyword']);
/** What takes a text apart. */
const APART = new Set([
  'at',
  'charAt',
  'endsWith',
  'indexOf',
  'lastIndexOf',
  'match',
  'matchAll',
  'replace',
  'replaceAll',
  'slice',
  'split',
  'startsWith',
  'substring',
]);
/** What looks an object up by its id. */
const LOOK_UP = new Set(['delete', 'get', 'has', 'objectOf', 'partsOf']);
const MADE_UP = new RegExp(`^(?:${KINDS.join('|')}) $`);

interface Found {
  /** Casts by way of a type that everything fits. */
  anything: string[];
  asString: string[];
  /** Ids that are taken apart, or made up where they are needed. */
  ids: string[];
}

/** What of a text of TypeScript gets around the types of objects, and of anything. */
function castsIn(text: string): Found {
  const found: Found = { anything: [], asString: [], ids: [] };
  const said = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  visit(text, {
    TSAsExpression(node) {
      const inner = node.expression.type === 'ParenthesizedExpression' ? node.expression.expression : node.expression;
      if (inner.type === 'TSAsExpression' && ANYTHING.has(inner.typeAnnotation.type)) found.anything.push(said(node));
      if (node.typeAnnotation.type === 'TSStringKeyword') found.asString.push(said(node));
    },
    CallExpression(node) {
      const { callee } = node;
      const method = callee.type === 'MemberExpression' ? callee : undefined;
      const name = said(method?.property ?? callee);
      if (method && APART.has(name) && isId(method.object)) found.ids.push(said(node));
      const isMadeUp = node.arguments.some(
        one => one.type === 'TemplateLiteral' && MADE_UP.test(one.quasis[0]?.value.raw ?? ''),
      );
      if (isMadeUp && LOOK_UP.has(name)) found.ids.push(said(node));
    },
  });
  return found;
}

/** Whether an expression is called an id: `id`, `column.id`, `object.parent?.id`. */
function isId(node: Node): boolean {
  if (node.type === 'ChainExpression') return isId(node.expression);
  const name = node.type === 'MemberExpression' ? node.property : node;
  return name.type === 'Identifier' && name.name === 'id';
}

/** What the sources have of one sort, with the file that has it. */
const everywhere = (sort: keyof Found): string[] =>
  [...SOURCE_TEXTS].flatMap(([path, text]) => castsIn(text)[sort].map(cast => `${path}: ${cast}`));

test('casts, and ids that are taken apart, are found', () => {
  const none: Found = { anything: [], asString: [], ids: [] };
  expect(castsIn('const node = (statement as unknown as Node).kind;')).toEqual({
    ...none,
    anything: ['statement as unknown as Node'],
  });
  expect(castsIn('use((row as any) as string);')).toEqual({
    ...none,
    anything: ['(row as any) as string'],
    asString: ['(row as any) as string'],
  });
  expect(castsIn('const table = column.parent?.id.slice(6);').ids).toEqual(['column.parent?.id.slice(6)']);
  expect(castsIn("all.filter(({ id }) => id.startsWith('table '));").ids).toEqual(["id.startsWith('table ')"]);
  expect(castsIn(`const there = objects.has(\`table \${name}\`);`).ids).toEqual([`objects.has(\`table \${name}\`)`]);
  expect(
    castsIn(`const words = text as string[]; ids.slice(1); say(\`table \${name}\`); made.get(\`copy \${id}\`);`),
  ).toEqual(none);
});

test('each of these rooms is there', () => {
  const rooms = new Set([...SOURCE_TEXTS.keys()].map(path => path.split('/')[0]));
  expect([...ROOMS].filter(room => !rooms.has(room))).toEqual([]);
});

test('no cast goes by way of a type that everything fits', () => {
  expect(everywhere('anything')).toEqual([]);
});

test('nothing that has to do with objects of a database is cast to a text', () => {
  expect(everywhere('asString').filter(cast => ROOMS.has(cast.split('/')[0] ?? ''))).toEqual([]);
});

test('ids are taken apart, and made up, nowhere', () => {
  expect(everywhere('ids')).toEqual([]);
});
