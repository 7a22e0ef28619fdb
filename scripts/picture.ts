/**
 * Runs a command and draws what it prints, so that the pictures in the documentation are what a reader will see:
 *
 *     node scripts/picture.ts docs/make-up.svg make up
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const CHARACTER = { width: 8.4, height: 17 };
const MARGIN = 16;

/** Colours that a terminal's escape codes stand for; other codes are passed over. */
const COLOURS: Record<string, string> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '36': '#79c0ff',
  '90': '#8b949e',
  '39': '#e6edf3',
  '0': '#e6edf3',
};

const ESCAPE = String.fromCharCode(27);
const escaped = (text: string): string =>
  text.replace(/[&<>]/g, found => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[found] as string);

/** The line's text without escape codes, and the same as coloured spans. */
function draw(line: string): { text: string; spans: string } {
  let colour = COLOURS['0'];
  let text = '';
  let spans = '';
  for (const [index, part] of line.split(ESCAPE).entries()) {
    const [, codes = '', rest = part] = index > 0 ? (/^\[([\d;]*)m(.*)$/.exec(part) ?? []) : [];
    if (index > 0) colour = COLOURS[codes || '0'] ?? colour;
    text += rest;
    if (rest) spans += `<tspan fill="${colour}">${escaped(rest)}</tspan>`;
  }
  return { text, spans };
}

function picture(title: string, lines: string[]): string {
  const drawn = lines.map(draw);
  const columns = Math.max(...drawn.map(({ text }) => text.length));
  const width = Math.ceil(columns * CHARACTER.width + 2 * MARGIN);
  const height = Math.ceil(lines.length * CHARACTER.height + 2 * MARGIN);
  // textLength keeps the boxes straight whatever monospaced font the reader has
  const rows = drawn.map(({ text, spans }, index) => {
    const baseline = Math.round(MARGIN + (index + 0.8) * CHARACTER.height);
    const length = Math.round(text.length * CHARACTER.width);
    return text && `<text x="${MARGIN}" y="${baseline}" textLength="${length}">${spans}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">`,
    ...rows.filter(Boolean),
    `</g>`,
    `</svg>`,
    '',
  ].join('\n');
}

const [file, ...command] = process.argv.slice(2);
if (!file || command.length === 0) throw new Error('usage: node scripts/picture.ts FILE COMMAND...');
// script(1) gives it a terminal, so that it prints what it prints to people
const ran = spawnSync('script', ['--quiet', '--return', '--command', command.join(' '), '/dev/null'], {
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: undefined },
});
if (ran.status !== 0) throw new Error(`${command.join(' ')} ended with ${ran.status}:\n${ran.stdout}`);
const lines = ran.stdout.trimEnd().split('\r\n');
const title = command.join(' ');
writeFileSync(file, picture(`What ${title} prints`, [`${ESCAPE}[90m$${ESCAPE}[39m ${title}`, ...lines]));
