import { expect, test } from 'vitest';
import { SOURCE_TEXTS, visit } from '../support/sources.ts';

/** Whether a text of TypeScript asks for the working directory, however it gets at it. */
function asksForIt(text: string): boolean {
  let found = false;
  visit(text, {
    MemberExpression: ({ property }) => {
      found ||= property.type === 'Identifier' && property.name === 'cwd';
    },
    ImportSpecifier: ({ imported }) => {
      found ||= imported.type === 'Identifier' && imported.name === 'cwd';
    },
  });
  return found;
}

test('what asks for the working directory is found', () => {
  expect(asksForIt('relative(process.cwd(), path)')).toBe(true);
  expect(asksForIt(`import { cwd } from 'node:process';`)).toBe(true);
  expect(asksForIt(`const folder = 'process.cwd()'; // cwd`)).toBe(false);
});

test('files are shown as the working directory sees them by the command line alone', () => {
  const asking = [...SOURCE_TEXTS].filter(([, text]) => asksForIt(text)).map(([path]) => path);
  expect(asking).not.toEqual([]);
  expect(asking.filter(path => !path.startsWith('cli/'))).toEqual([]);
});
