import Table from 'cli-table3';

export interface Column {
  title: string;
  /** Numbers stand right. */
  align?: 'left' | 'right';
}

/** Rows in a box. Colours are for terminals; a file or a pipe gets none. */
export function renderTable(
  columns: Column[],
  rows: string[][],
  { colours = Boolean(process.stdout.isTTY) }: { colours?: boolean } = {},
): string {
  const table = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align = 'left' }) => align),
    style: { head: colours ? ['bold'] : [], border: colours ? ['grey'] : [], compact: true },
  });
  table.push(...rows);
  return table.toString();
}
