import { type Answer, KINDS } from '../objects/index.ts';
import { type Decisions, noDecisions, RENAMED, type Rename } from './decisions.ts';

/** An answer that is not written as it should be. */
export class MalformedAnswer extends Error {
  readonly answer: Answer;
  readonly form: string;

  constructor(answer: Answer, form: string) {
    super(`--${answer.flag} "${answer.text}" is not of the form ${form}`);
    this.answer = answer;
    this.form = form;
  }
}

/**
 * The decisions that answers make.
 *
 * @throws MalformedAnswer
 */
export function decide(answers: readonly Answer[]): Decisions {
  const decisions = noDecisions();
  for (const answer of answers) {
    const { flag, text } = answer;
    switch (flag) {
      case 'rename':
        decisions.renames.push(readRename(answer));
        break;
      case 'no-rename':
        decisions.notRenames.push(readRename(answer));
        break;
      case 'empty':
        decisions.empty.push(text.trim());
        break;
      case 'keep':
      case 'drop':
        decideFate(decisions, flag, readObject(answer));
        break;
      default: {
        const [path, value] = cut(answer);
        decisions[flag === 'convert' ? 'conversions' : flag === 'fill' ? 'fills' : 'replacements'][path] = value;
      }
    }
  }
  return decisions;
}

/** Of two answers about one object the later one counts. */
function decideFate(decisions: Decisions, flag: 'keep' | 'drop', object: string): void {
  const other = flag === 'keep' ? 'drop' : 'keep';
  decisions[other] = decisions[other].filter(one => one !== object);
  if (!decisions[flag].includes(object)) decisions[flag].push(object);
}

/** An object's kind and path, `trigger public.users.touch`. */
function readObject(answer: Answer): string {
  const [kind = '', ...path] = answer.text.trim().split(/\s+/);
  if (path.length === 0 || !KINDS.some(one => one === kind))
    throw new MalformedAnswer(answer, `KIND PATH, with KIND one of ${KINDS.join(', ')}`);
  return [kind, ...path].join(' ');
}

function readRename(answer: Answer): Rename {
  const form = `KIND PATH=NAME, with KIND one of ${RENAMED.join(', ')}`;
  const [path, to] = cut(answer, form);
  const kind = RENAMED.find(one => path.startsWith(`${one} `));
  if (!kind) throw new MalformedAnswer(answer, form);
  return { kind, from: path.slice(kind.length).trim(), to };
}

function cut(answer: Answer, form = 'PATH=VALUE'): [string, string] {
  // the first one that stands in no double quotes
  const at = /^(?:"(?:[^"]|"")*"|[^"=])*(?==)/.exec(answer.text)?.[0].length ?? -1;
  const [path, value] = [answer.text.slice(0, at).trim(), answer.text.slice(at + 1).trim()];
  if (at === -1 || path === '' || value === '') throw new MalformedAnswer(answer, form);
  return [path, value];
}

/** A rename as an answer's text. */
export const renameText = ({ kind, from, to }: Rename): string => `${kind} ${from}=${to}`;

/** An answer as it is typed in a shell. */
export const asFlag = ({ flag, text }: Answer): string =>
  `--${flag} ${/^[\w./:=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`}`;
