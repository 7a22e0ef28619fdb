import { globSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseSync, Visitor, type VisitorObject } from 'oxc-parser';

const SOURCES = resolve(import.meta.dirname, '../../src');

/** The package's sources by their paths, seen from its folder of sources. */
export const SOURCE_TEXTS: ReadonlyMap<string, string> = new Map(
  globSync(resolve(SOURCES, '**/*.ts')).map(path => [relative(SOURCES, path), readFileSync(path, 'utf8')]),
);

/** Walks the tree of a text. */
export function visit(text: string, visitor: VisitorObject): void {
  const { program, errors } = parseSync('source.ts', text);
  if (errors[0]) throw new Error(errors[0].message);
  new Visitor(visitor).visit(program);
}
