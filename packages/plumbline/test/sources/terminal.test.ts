import { expect, test } from 'vitest';
import { SOURCE_TEXTS, visit } from '../support/sources.ts';

/** What says something to whoever looks at the process, or asks him. */
const SPEAKING = /^(?:console[.]\w+|process[.](?:stdout|stderr)[.](?:write|end|pipe))$/;
const SPEAKERS = new Set(['ora', '@inquirer/prompts', 'node:readline', 'node:readline/promises']);

/** What of a text of TypeScript speaks on the terminal: calls, and packages that do. */
function speakingIn(text: string): string[] {
  const found: string[] = [];
  const asked = ({ value }: { value?: unknown }): void => {
    if (typeof value === 'string' && SPEAKERS.has(value)) found.push(value);
  };
  visit(text, {
    MemberExpression: ({ start, end }) => {
      const path = text.slice(start, end).replaceAll(/[\s?]/g, '');
      if (SPEAKING.test(path)) found.push(path);
    },
    ImportDeclaration: ({ source }) => asked(source),
    ImportExpression: ({ source }) => asked(source as { value?: unknown }),
  });
  return found;
}

test('what speaks on the terminal is found', () => {
  expect(speakingIn(`if (late) process.stderr\n  .write('waiting');`)).toEqual(['process.stderr.write']);
  expect(speakingIn(`names.forEach(console.log);`)).toEqual(['console.log']);
  expect(speakingIn(`import ora from 'ora'; const ask = () => import('@inquirer/prompts');`)).toEqual([
    ...['ora', '@inquirer/prompts'],
  ]);
  expect(speakingIn(`if (process.stdout.isTTY) database.write('console.log()');`)).toEqual([]);
});

test('only the command line speaks on the terminal; the library says things to whom it is given', () => {
  const speaking = [...SOURCE_TEXTS].filter(([, text]) => speakingIn(text).length > 0).map(([path]) => path);
  expect(speaking.filter(path => !path.startsWith('cli/'))).toEqual([]);
  expect(speaking).toContain('cli/terminal.ts');
});
