import { readFile } from 'node:fs/promises';
import { sourceParser } from '../optional.ts';
import type { MigrationFile } from './file.ts';
import { quotedText } from './literals.ts';

/** A stretch of a text. */
interface Span {
  start: number;
  end: number;
}

/** What the text of a migration says beside its statements, and where. */
interface MigrationSource {
  /** The lines of the comment above the class. */
  header: string[];
  /** Where the class has its name. */
  className: Span | undefined;
  /** The value of `static parent`. */
  parent: Span | undefined;
  /** The value of `name`. */
  name: Span | undefined;
}

interface Node extends Span {
  type: string;
}
interface Member extends Node {
  key?: { name?: string };
  value?: Node | null;
  static?: boolean;
}

/** Reads the text of a migration, without running it. */
function readSource(path: string, text: string): MigrationSource {
  const { program, comments } = sourceParser().parseSync(path, text);
  for (const statement of program.body as ((typeof program.body)[number] & { declaration?: Node })[]) {
    const found = (statement.declaration ?? statement) as Node & { id?: Span; body?: { body: Member[] } };
    const members = found.type === 'ClassDeclaration' ? (found.body?.body ?? []) : [];
    if (!members.some(({ key }) => key?.name === 'up')) continue;
    const value = (name: string, isStatic: boolean): Span | undefined =>
      members.find(member => member.key?.name === name && Boolean(member.static) === isStatic)?.value ?? undefined;
    const above = comments.findLast(
      ({ type, end }) => type === 'Block' && end <= statement.start && text.slice(end, statement.start).trim() === '',
    );
    return {
      header: above ? linesOf(above.value) : [],
      className: found.id,
      parent: value('parent', true),
      name: value('name', false),
    };
  }
  return { header: [], className: undefined, parent: undefined, name: undefined };
}

/** The lines of the comment above a migration's class; none where the configuration lists it as a class. */
export async function headerOf({ path }: Pick<MigrationFile, 'path'>): Promise<string[]> {
  return path === undefined ? [] : readSource(path, await readFile(path, 'utf8')).header;
}

/** A comment's text without its asterisks. */
const linesOf = (comment: string): string[] =>
  comment
    .split('\n')
    .map(line => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim()
    .split('\n');

/** What a migration is made on top of, and what it is called from now on. */
export interface Identity {
  parent: string | null;
  /** Absent where it keeps its name. */
  name?: string | undefined;
}

/** The text of a migration on top of another one, or under another name; every other character stays. */
export function withIdentity(path: string, text: string, { name, parent }: Identity): string {
  const source = readSource(path, text);
  const renamed: [Span | undefined, string][] =
    name === undefined
      ? []
      : [
          [source.className, name],
          [source.name, quotedText(name)],
        ];
  const edits: [Span | undefined, string][] = [
    ...renamed,
    [source.parent, parent === null ? 'null' : quotedText(parent)],
  ];
  return edits
    .filter((edit): edit is [Span, string] => edit[0] !== undefined)
    .sort(([one], [other]) => other.start - one.start)
    .reduce((edited, [{ start, end }, words]) => edited.slice(0, start) + words + edited.slice(end), text);
}
