/** Columns of a comment's text. */
const WIDTH = 112;

/** A line in as many as it takes, the further ones indented. A word that is longer than a line has one of its own. */
export function wrap(line: string): string[] {
  if (line.length <= WIDTH) return [line];
  const begins = line.search(/\S/);
  const last = line.lastIndexOf(' ', WIDTH);
  const at = last > begins ? last : line.indexOf(' ', begins);
  return at === -1 ? [line] : [line.slice(0, at), ...wrap(`  ${line.slice(at + 1)}`)];
}
