import { globSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../support/repository.ts';
import { SOURCE_TEXTS } from '../support/sources.ts';
import { type Exception, WORDS } from './words.ts';
import { EXCEPTIONS } from './words-exceptions.ts';

interface Found {
  form: string;
  /** The file or the page. */
  at: string;
  /** What has it: a name, a path, or the word and what is around it. */
  what: string;
}

/** `#keptRows` as `kept rows`. */
const partsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(part => part !== '');

function inName(name: string, at: string): Found[] {
  const parts = partsOf(name);
  const whole = parts.join(' ');
  return WORDS.filter(word => word.in !== 'file').flatMap(word =>
    word.forms
      .filter(form => (word.in === 'name' ? whole === form : parts.includes(form)))
      .map(form => ({ form, at, what: name })),
  );
}

function inPath(at: string): Found[] {
  const [file = '', ...folders] = at
    .replace(/(?:\.test)?\.ts$/, '')
    .split('/')
    .reverse();
  return WORDS.flatMap(word =>
    word.forms
      .filter(form => folders.includes(form) || (word.in === 'part' ? partsOf(file).includes(form) : file === form))
      .map(form => ({ form, at, what: at })),
  );
}

function inProse(text: string, at: string): Found[] {
  return WORDS.flatMap(({ prose, forms: [form = ''] }) =>
    prose ? [...text.matchAll(new RegExp(prose, 'gi'))].map(([what]) => ({ form, at, what })) : [],
  );
}

/** What of a text of TypeScript says one of the words: its names, each once, and its comments. */
function inSource(text: string, at: string): Found[] {
  const { program, comments } = parseSync('source.ts', text);
  const names = new Set<string>();
  const add = ({ name }: { name: string }): void => void names.add(name);
  new Visitor({ Identifier: add, PrivateIdentifier: add }).visit(program);
  return [...[...names].flatMap(name => inName(name, at)), ...comments.flatMap(({ value }) => inProse(value, at))];
}

const PAGES = ['README.md', 'CONTRIBUTING.md', 'docs/*.md', 'packages/plumbline/README.md'].flatMap(pattern =>
  globSync(resolve(REPOSITORY, pattern)),
);
const TESTS = globSync(resolve(import.meta.dirname, '../**/*.ts')).map(path =>
  relative(resolve(import.meta.dirname, '../..'), path),
);
const found = [
  ...[...SOURCE_TEXTS].flatMap(([path, text]) => [...inPath(path), ...inSource(text, path)]),
  ...TESTS.flatMap(inPath),
  ...PAGES.flatMap(path => inProse(readFileSync(path, 'utf8'), relative(REPOSITORY, path))),
];
const covers = ({ words, at }: Exception, one: Found): boolean =>
  words.split(' ').includes(one.form) && (one.at === at || (at.endsWith('/') && one.at.startsWith(at)));

test('a word is found in names, comments and paths', () => {
  expect(inSource('class A { #settledAt = 1; }', 'a.ts').map(({ what }) => what)).toEqual(['settledAt']);
  expect(inSource('// a rehearsal\nconst unsettled = 1;', 'a.ts').map(({ what }) => what)).toEqual(['rehearsal']);
  expect(inSource('const explainedBy = qualified;', 'a.ts').map(({ form }) => form)).toEqual(['qualified']);
  expect(inSource('const made = keys; // begun', 'a.ts')).toEqual([]);
  expect(inPath('watch/made.ts').map(({ form }) => form)).toEqual(['made']);
  expect(inPath('canonical/read.ts').map(({ form }) => form)).toEqual(['canonical']);
  expect(inPath('runner/made-up.ts')).toEqual([]);
});

test('sources and pages use the field’s terms', () => {
  const left = found.filter(one => !EXCEPTIONS.some(exception => covers(exception, one)));
  const terms = new Map(WORDS.flatMap(({ forms, term }) => forms.map(form => [form, term])));
  expect(left.map(({ form, at, what }) => `${at}: ${what} (${form}: ${terms.get(form)})`)).toEqual([]);
});

test.each(EXCEPTIONS.flatMap(one => one.words.split(' ').map(form => [form, one.at] as const)))(
  'the exception for %s in %s is still needed',
  (form, at) => {
    expect(found.filter(one => covers({ words: form, at, why: '' }, one))).not.toEqual([]);
  },
);
