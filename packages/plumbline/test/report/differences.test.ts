import { expect, test } from 'vitest';
import { compareCatalogs } from '../../src/compare/index.ts';
import { nameDifferent, renderSideBySide, summarizeDifferences } from '../../src/report/index.ts';
import { embeddedScratch, Shadow } from '../../src/shadow/index.ts';

const facts = [
  { fact: 'type', from: 'integer', to: 'bigint', same: false },
  { fact: 'notNull', from: 'not null', to: 'not null', same: true },
  { fact: 'labels', from: '["a"]', to: null, same: false },
];

test('both sides of an object stand beside each other, with a mark where they differ', () => {
  const lines = renderSideBySide(['one', 'other'], facts).split('\n');
  expect(lines.map(line => line.replaceAll(/\s{2,}/g, ' | ').trim())).toEqual([
    '| one | other',
    '≠ type | integer | bigint',
    '| not null | not null | not null',
    `≠ labels | 'a' | none`,
  ]);
  expect(nameDifferent(facts)).toBe('type, labels');
});

test('what is the same on both sides is shown once', () => {
  const same = facts.slice(1, 2);
  expect(renderSideBySide(['one', 'other'], same)).toContain('(the same)');
  expect(nameDifferent(same)).toBe('');
});

test('a screen has as many lines as it has room for, and says how many there are beside them', async () => {
  const shadow = new Shadow(await embeddedScratch());
  try {
    await shadow.reset();
    const before = await shadow.read();
    await shadow.run('create table a (id integer); create table b (); create table c ()');
    const differences = compareCatalogs(before, await shadow.read());
    const all = ['add table a', 'add table b', 'add table c'];
    expect(summarizeDifferences(differences)).toEqual(all);
    expect(summarizeDifferences(differences, 3)).toEqual(all);
    expect(summarizeDifferences(differences, 2)).toEqual([...all.slice(0, 2), '… and 1 more']);
  } finally {
    await shadow.close();
  }
});
