import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { PROJECT } from '../support/platform.ts';

/** A file of JSON with comments, as the editor reads it. */
export function readJsonc<T>(path: string): T {
  const errors: ParseError[] = [];
  const text = readFileSync(join(PROJECT, path), 'utf8');
  const value: unknown = parse(text, errors, { allowTrailingComma: false });
  if (errors.length > 0)
    throw new Error(`${path}: ${errors.map(({ error }) => printParseErrorCode(error)).join(', ')}`);
  return value as T;
}

export interface Pattern {
  regexp: string;
  kind?: 'file';
  file?: number;
  line?: number;
  column?: number;
  severity?: number;
  code?: number;
  message?: number;
}

export interface Matcher {
  owner: string;
  fileLocation?: string[];
  pattern: Pattern[];
  background?: { activeOnStart: boolean; beginsPattern: string; endsPattern: string };
}

export interface Task {
  label: string;
  type: string;
  command: string;
  args: string[];
  isBackground?: boolean;
  group?: string | { kind: string; isDefault: boolean };
  problemMatcher: Matcher | [];
}

export interface Input {
  id: string;
  type: string;
  default?: string;
  options?: { label: string; value: string }[];
}

export interface Launch {
  name: string;
  type: string;
  request: string;
  program?: string;
  runtimeExecutable?: string;
  args?: string[];
  outFiles: string[];
  skipFiles: string[];
  preLaunchTask?: string;
}

export const tasksFile = () => readJsonc<{ tasks: Task[]; inputs: Input[] }>('.vscode/tasks.json');
export const launchFile = () => readJsonc<{ configurations: Launch[]; inputs: Input[] }>('.vscode/launch.json');

/** What a matcher finds in the output of a task. */
export interface Match {
  file: string;
  line: number;
  column: number;
  severity: string;
  code: string;
  message: string;
}

/** Matches as the editor does: the patterns of a matcher against lines that follow each other; messages are joined. */
export function matchesOf({ pattern }: Matcher, output: string): Match[] {
  const lines = output.split('\n');
  return lines.flatMap((_, at) => {
    const found = pattern.map(({ regexp }, i) => new RegExp(regexp).exec(lines[at + i] ?? ''));
    if (found.some(match => !match)) return [];
    const said = (key: 'file' | 'line' | 'column' | 'severity' | 'code' | 'message'): string =>
      pattern.flatMap((one, i) => (one[key] === undefined ? [] : (found[i]?.[one[key]] ?? []))).join(' ');
    const [file, severity, code, message] = [said('file'), said('severity'), said('code'), said('message')];
    return [{ file, line: Number(said('line')), column: Number(said('column')), severity, code, message }];
  });
}
