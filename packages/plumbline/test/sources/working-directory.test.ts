import { expect, test } from 'vitest';
import { SOURCE_TEXTS, visit } from '../support/sources.ts';

/** Whether a text of TypeScript asks for the working directory: as a member of `process`, taken out of it, or imported. */
function asksForIt(text: string): boolean {
  let found = false;
  const named = (node: { type: string; name?: unknown; value?: unknown }): void => {
    found ||= (node.type === 'Identifier' && node.name === 'cwd') || (node.type === 'Literal' && node.value === 'cwd');
  };
  visit(text, {
    MemberExpression: ({ property }) => named(property),
    ImportSpecifier: ({ imported }) => named(imported),
    ObjectPattern: ({ properties }) => {
      for (const one of properties) if (one.type === 'Property') named(one.key);
    },
  });
  return found;
}

test('what asks for the working directory is found', () => {
  expect(asksForIt('relative(process.cwd(), path)')).toBe(true);
  expect(asksForIt(`import { cwd } from 'node:process';`)).toBe(true);
  expect(asksForIt('const { cwd } = process;')).toBe(true);
  expect(asksForIt(`process['cwd']()`)).toBe(true);
  expect(asksForIt(`const folder = 'process.cwd()'; // cwd`)).toBe(false);
});

test('files are shown as the working directory sees them by the command line alone', () => {
  const asking = [...SOURCE_TEXTS].filter(([, text]) => asksForIt(text)).map(([path]) => path);
  expect(asking).not.toEqual([]);
  expect(asking.filter(path => !path.startsWith('cli/'))).toEqual([]);
});
