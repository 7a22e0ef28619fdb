import type { Edit, JSONPath, ParseError } from 'jsonc-parser';
import { optional } from '../optional.ts';
import { Problem } from '../problem/index.ts';

const jsonc = () => optional('editing the files of a project', () => import('jsonc-parser'));

/** What is put where in a file of JSON; `undefined` takes it away, `at: 'end'` appends to a list. */
export interface JsonChange {
  path: JSONPath;
  value: unknown;
  at?: 'end';
}

/**
 * A file of JSON, perhaps with comments.
 *
 * @throws Problem PL601 where it is none
 */
export async function parseJsonc(file: string, text: string): Promise<unknown> {
  const { parse, printParseErrorCode } = await jsonc();
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [first] = errors;
  if (!first) return value;
  const before = text.slice(0, first.offset).split('\n');
  throw new Problem('PL601', {
    what: 'a file of the set-up is no JSON',
    location: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
    why: printParseErrorCode(first.error),
    fix: 'correct it',
  });
}

/** The text with the changes in it, one after the other, and everything else as it was written. */
export async function editJson(text: string, changes: readonly JsonChange[]): Promise<string> {
  const { applyEdits, modify, parse } = await jsonc();
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let edited = text.slice(mark.length);
  for (const { path, value, at } of changes) {
    const list = at && valueAt(parse(edited), path);
    const isAppended = Array.isArray(list);
    const where = isAppended ? [...path, list.length] : path;
    // without options for the format, as with them it formats what stands beside, too
    const edits = modify(edited, where, at && !isAppended ? [value] : value, { isArrayInsertion: isAppended });
    edited = applyEdits(
      edited,
      edits.map(one => laidOut(edited, one)),
    );
  }
  return mark + edited;
}

const valueAt = (value: unknown, path: JSONPath): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

/** What is put in, on lines of its own, as the text around it is; on the same line where its neighbours are. */
function laidOut(text: string, edit: Edit): Edit {
  const { offset, content } = edit;
  const isFirst = /[{[]\s*$/.test(text.slice(0, offset));
  const [comma = '', key = ''] = /^(,?)("(?:[^"\\]|\\.)*":)?/.exec(content)?.slice(1) ?? [];
  const value = content.slice(comma.length + key.length);
  if (value === '') return edit;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [, indent = '  '] = /^[ \t]*[{[][^\n]*\n([ \t]+)/m.exec(text) ?? [];
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const [own = ''] = /^[ \t]*/.exec(line) ?? [];
  // the whole list or object stands on this line
  if (comma !== '' && /[{[]/.test(line) && !/^\s*[}\]]+/.test(line) && isOpen(line))
    return { ...edit, content: `, ${key && `${key} `}${value}` };
  const inner = isFirst ? own + indent : own;
  const pretty = `${key && `${key} `}${JSON.stringify(JSON.parse(value), null, indent)}`.split('\n').join(eol + inner);
  if (comma !== '') return { ...edit, content: `,${eol}${inner}${pretty}` };
  return isFirst ? { ...edit, content: `${eol}${inner}${pretty}${eol}${own}` } : { ...edit, content: pretty };
}

/** Whether a line opens a list or an object that it does not close. */
const isOpen = (line: string): boolean => {
  const without = line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');
  return (without.match(/[{[]/g)?.length ?? 0) > (without.match(/[}\]]/g)?.length ?? 0);
};
