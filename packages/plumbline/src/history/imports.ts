/** Every place where a module may name another one; what only looks like one counts too. */
const NAMED = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

/** What else a file's code may come from, by its text. */
export interface Imports {
  /** Whether a part of it stands in files of the project: what it does may change while its own text does not. */
  hasHelpers: boolean;
  /** Whether it uses packages beside MikroORM's, so that it may do more than queue statements. */
  hasPackages: boolean;
}

export function importsOf(source: string): Imports {
  const names = [...source.matchAll(NAMED)].map(([, , name = '']) => name);
  const isHelper = (name: string): boolean => /^(?:\.{0,2}\/|#)/.test(name);
  const hasPackages = names.some(name => !isHelper(name) && !name.startsWith('@mikro-orm/'));
  return { hasHelpers: !hasPackages && names.some(isHelper), hasPackages };
}
