/** A place in a file, as editors count: from 1. */
export interface Place {
  /** Seen from where the command runs, where it lies below it. */
  file: string;
  line: number;
  column: number;
}

/** `file:line:column` of a text; nothing when it is something else. A line alone means its first column. */
export function readPlace(text: string | undefined): Place | undefined {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(text ?? '') ?? [];
  // `db on 127.0.0.1:5432` is an address
  if (!file || /\s/.test(file) || !/[./\\]/.test(file)) return undefined;
  return { file, line: Number(line), column: Number(column ?? 1) };
}

export const showPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
