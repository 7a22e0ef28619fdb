import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfLine, endOfToken } from '../../src/sql/lexer.ts';
import { scan } from '../../src/sql/parser.ts';
import { holds } from '../support/property.ts';

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = endOfToken(text, at);
    tokens.push(text.slice(at, end));
    at = end;
  }
  return tokens.filter(token => token.trim() !== '');
}

test.each<[string, string, string[]]>([
  ['names and single characters', 'a1 + _b$', ['a1', '+', '_b$']],
  ['texts with quotes in them', `'it''s' x`, [`'it''s'`, 'x']],
  ['names with quotes in them', `"a""b".c`, [`"a""b"`, '.', 'c']],
  [
    'a backslash takes a quote along where a text is escaped',
    String.raw`e'\'' E'\\' x`,
    [...[String.raw`e'\''`, String.raw`E'\\'`, 'x']],
  ],
  ['and nowhere else', String.raw`'\' x`, [String.raw`'\'`, 'x']],
  ['dollar quotes with tags, which hold others', '$a$ $b$ ; $$ $a$ x', ['$a$ $b$ ; $$ $a$', 'x']],
  ['dollar quotes without', '$$;$$x', ['$$;$$', 'x']],
  ['a parameter is none', '$1$ x', ['$', '1', '$', 'x']],
  ['nor is a dollar in a name', 'a$b$c', ['a$b$c']],
  ['comments to the end of the line', 'a -- b; c\nd', ['a', '-- b; c', 'd']],
  ['comments in comments', 'a /* b /* c */ d */ e', ['a', '/* b /* c */ d */', 'e']],
  ['what does not end goes on to the end', `a 'b`, ['a', `'b`]],
  ['and a comment, too', 'a /* b /* c */', ['a', '/* b /* c */']],
  ['and a dollar quote', 'a $x$ b $y$', ['a', '$x$ b $y$']],
  ['letters of every script', 'größe Ω名', ['größe', 'Ω名']],
])('%s', (_, text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});

test('a line ends before its break, or with the text', () => {
  expect(endOfLine('ab\ncd', 0)).toBe(2);
  expect(endOfLine('ab\ncd', 3)).toBe(5);
});

const quoted = fc.string({ unit: fc.constantFrom('a', ' ', ';', '-', '*', '/', '$', 'ä') });
const pieces = fc.oneof(
  quoted.map(text => `'${text}'`),
  quoted.filter(text => text !== '').map(text => `"${text}"`),
  quoted.map(text => `e'${text}\\''`),
  quoted.filter(text => !text.includes('$')).map(text => `$tag$${text}$tag$`),
  quoted.map(text => `--${text}\n`),
  quoted.filter(text => !/\*\/|\/\*|\/$|\*$|^\//.test(text)).map(text => `/*${text}*/`),
  fc.constantFrom('select', 'größe', 'a$b', ';', ',', '(', ')', '42'),
);

test('quotes, comments and names end where PostgreSQL’s own scanner ends them', async () => {
  const longer = new Set(['IDENT', 'SCONST', 'SQL_COMMENT', 'C_COMMENT']);
  await holds(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 12 }), async all => {
      const text = all.join(' ');
      const theirs = (await scan(text)).tokens.filter(({ tokenName }) => longer.has(tokenName));
      const own = new Set(tokensOf(text));
      expect(theirs.map(token => token.text).filter(token => !own.has(token))).toEqual([]);
    }),
  );
});
