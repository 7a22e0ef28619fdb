/** A statement as a script has it. What ends with a comment of one line gets its semicolon on the next. */
export const terminated = (sql: string): string => {
  const lastLine = sql.slice(sql.lastIndexOf('\n') + 1);
  return `${sql.trimEnd()}${lastLine.includes('--') ? '\n' : ''};`;
};

/** Text as comments of SQL. */
export const commented = (text: string): string =>
  text
    .split('\n')
    .map(line => `-- ${line}`.trimEnd())
    .join('\n');
