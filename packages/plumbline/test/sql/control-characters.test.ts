import { describe, expect, test } from 'vitest';
import { expressionTree, literalsOf } from '../../src/sql/expression.ts';
import { parse, parsePlPgSQL, scan } from '../../src/sql/parser.ts';

/** Every character that PostgreSQL takes in a text and that is none to print. */
const CONTROLS = [...Array(31).keys()]
  .map(i => String.fromCharCode(i + 1))
  .concat('\u007f', '\u0085', '\u2028', '\ufeff');

describe.each(CONTROLS.map(one => [JSON.stringify(one), one]))('%s', (_, one) => {
  test('in a literal, a name, a comment and a block is read', async () => {
    expect(literalsOf(await expressionTree(`'a${one}b'`))).toEqual([/[\f\v]/.test(one) ? 'a b' : `a${one}b`]);
    const { tokens } = await scan(`select 'a${one}b', "c${one}d"`);
    expect(tokens.map(({ text }) => text)).toEqual(['select', `'a${one}b'`, ',', `"c${one}d"`]);
    await parse(`select 1 /* ${one} */ + 1`);
    await parsePlPgSQL(`do $$ begin perform 'a${one}b'; end $$`);
  });
});

test('between words, a form feed and a vertical tab are blanks', async () => {
  expect((await parse('select\f1,\v2')).stmts).toHaveLength(1);
});

test('places stay the same', async () => {
  const sql = `select '\u0007', '\u001b', 'größe', x`;
  const { tokens } = await scan(sql);
  expect(Buffer.from(sql).subarray(tokens.at(-1)?.start).toString()).toBe('x');
});
