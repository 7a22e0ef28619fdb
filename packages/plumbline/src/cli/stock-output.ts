import { CLIHelper } from '@mikro-orm/cli';
import { visible } from '../problem/index.ts';

const ESCAPE = '\x1b';
/** The colours that MikroORM gives whole messages and the borders of tables. */
const COLOUR = new RegExp(`(${ESCAPE}\\[\\d\\dm)`);

type Table = Parameters<typeof CLIHelper.dumpTable>[0];

let isShown = false;

/** From here on, what the stock commands print shows characters that steer a terminal, as what is printed here does. */
export function showStockOutput(): void {
  if (isShown) return;
  isShown = true;
  const { dump, dumpTable, info } = CLIHelper;
  CLIHelper.info = text => info(harmless(text));
  CLIHelper.dump = (text, config) => dump(harmless(text), config);
  CLIHelper.dumpTable = (table: Table) =>
    dumpTable({ ...table, rows: table.rows.map(row => row.map(cell => visible(cell))) });
}

/** MikroORM's colours are obeyed where it writes any. */
function harmless(text: string): string {
  if (process.env.NO_COLOR) return visible(text);
  return text
    .split(COLOUR)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join('');
}
