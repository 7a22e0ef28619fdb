import type { Catalog, CatalogObject } from '../objects/index.ts';
import { compareCatalogs, type Difference } from './compare.ts';
import { cutPath, type Decisions, type Rename } from './decisions.ts';
import { renamedIds } from './keeping.ts';
import { findValue, lookUp, objectNamed } from './lookup.ts';
import { inFirstWords, valueBefore } from './renames.ts';

/** What was renamed: an object, or a value of an enum. */
export interface Renaming {
  /** The object's id before, or that of its enum. */
  id: string;
  /** The value of an enum before. */
  value?: string;
  /** As people say it: `column users.phone`, `value doc_status.old`. */
  what: string;
  to: string;
}

/** A change as people see it: what is renamed does not go, and what was decided about it. */
export interface Outline {
  renames: Renaming[];
  /** What differs beside the names, under the names that are to be. */
  differences: Difference[];
  /** The answers that this change needed: others may be about one that was made before. */
  decisions: Decisions;
}

/** @param renamed the original after the renames, as PostgreSQL reads it then */
export function outlineOf(original: Catalog, renamed: Catalog, to: Catalog, decisions: Decisions): Outline {
  const now = renamedIds(original, renamed);
  const before = new Map([...now].map(([id, other]) => [other, id]));
  const renames = [...now].flatMap(([id, other]): Renaming[] => {
    const [from, wanted] = [original.objects.get(id), to.objects.get(other)];
    return from && wanted && isDistinct(from, wanted) ? [{ id, what: id, to: nameOf(wanted) }] : [];
  });
  const differences = compareCatalogs(renamed, to).map((difference): Difference => {
    // what only made room for another name goes under its own
    const first = difference.change === 'remove' && original.objects.get(before.get(difference.object.id) ?? '');
    return first ? { change: 'remove', object: first } : difference;
  });
  const all = [...renames, ...renamedValues({ original, renamed, to, before })];
  return { renames: all, differences, decisions: needed(decisions, { original, to, renames: all, differences }) };
}

/** A part whose table was renamed keeps its own name, and a column's sequence goes with it. */
const isDistinct = (from: CatalogObject, to: CatalogObject): boolean =>
  from.parent === null || to.parent === null
    ? to.kind !== 'sequence' || to.facts.ownedBy === null
    : from.name !== to.name;

const nameOf = ({ parent, quotedName, qualifiedName }: CatalogObject): string =>
  parent === null ? qualifiedName : quotedName;

interface Named {
  original: Catalog;
  renamed: Catalog;
  to: Catalog;
  /** The ids before renames, by those after. */
  before: ReadonlyMap<string, string>;
}

function renamedValues({ original, renamed, to, before }: Named): Renaming[] {
  const first = valueBefore(original, renamed);
  return [...renamed.objects.values()].flatMap(type => {
    const wanted = to.objects.get(type.id);
    if (type.kind !== 'enum' || wanted?.kind !== 'enum') return [];
    return type.facts.labels.flatMap(label => {
      const old = first(type, label);
      if (old === label || !wanted.facts.labels.includes(label)) return [];
      const id = before.get(type.id) ?? type.id;
      return [{ id, value: old, what: `value ${type.qualifiedName}.${old}`, to: label }];
    });
  });
}

interface Seen extends Omit<Outline, 'decisions'> {
  original: Catalog;
  to: Catalog;
}

/** The decisions that a change rests on. */
function needed(decisions: Decisions, { original, to, renames, differences }: Seen): Decisions {
  const first = (rename: Rename): string => inFirstWords(rename, decisions.renames, original).from;
  const isRenamed = (rename: Rename): boolean => {
    const path = first(rename);
    const found = rename.kind === 'value' ? findValue(original, path) : { type: lookUp(original, rename.kind, path) };
    const value = found && 'value' in found ? found.value : undefined;
    return renames.some(one => one.id === found?.type?.id && one.value === value);
  };
  const goes = (id: string | undefined): boolean =>
    differences.some(({ change, object }) => change === 'remove' && object.id === id);
  const losesValue = (path: string): boolean =>
    findValue(original, path) !== undefined && findValue(to, path) === undefined;
  const isDenied = (rename: Rename): boolean =>
    rename.kind === 'value' ? losesValue(rename.from) : goes(lookUp(original, rename.kind, first(rename))?.id);
  const differsIn = (path: string, facts: readonly string[]): boolean => {
    const id = lookUp(to, 'column', path)?.id;
    return differences.some(
      one =>
        one.object.id === id &&
        (one.change === 'add' || (one.change === 'alter' && one.facts.some(({ fact }) => facts.includes(fact)))),
    );
  };
  const touches = (path: string): boolean => {
    const ids = [lookUp(to, 'table', path)?.id, lookUp(original, 'table', path)?.id];
    return differences.some(({ object }) => ids.includes((object.parent ?? object).id));
  };
  const isReplaced = (path: string): boolean => {
    const { whole } = cutPath(path);
    const isOfEnum = lookUp(original, 'enum', whole) ?? lookUp(to, 'enum', whole);
    return isOfEnum ? losesValue(path) : touches(cutPath(whole).whole);
  };
  return {
    ...decisions,
    renames: decisions.renames.filter(isRenamed),
    notRenames: decisions.notRenames.filter(isDenied),
    conversions: picked(decisions.conversions, path => differsIn(path, ['type', 'collation'])),
    fills: picked(decisions.fills, path => differsIn(path, ['type', 'notNull'])),
    replacements: picked(decisions.replacements, isReplaced),
    empty: decisions.empty.filter(touches),
    drop: decisions.drop.filter(text => goes(objectNamed(original, text)?.id)),
  };
}

const picked = (said: Readonly<Record<string, string>>, isNeeded: (path: string) => boolean): Record<string, string> =>
  Object.fromEntries(Object.entries(said).filter(([path]) => isNeeded(path)));
