import { scanSync } from '../sql/index.ts';

/** A pair of parentheses, by the places of their tokens, and what is directly within: the first AND or OR, if it joins all. */
interface Group {
  open: number;
  close: number;
  connective?: { text: string; at: number };
}

/**
 * PostgreSQL's words for a condition as it writes them once it has read its own: a list that begins with a list of the
 * same connective is one list. It writes two of them for what begins with BETWEEN. The parser has to be loaded.
 */
export function flattened(words: string): string {
  if (!words.includes('((') || !(words.includes(' AND ') || words.includes(' OR '))) return words;
  const { tokens } = scanSync(words);
  const groups = groupsOf(tokens.map(({ text }) => text));
  const byOpen = new Map(groups.map(group => [group.open, group]));
  const dropped = groups.flatMap(({ open, connective }) => {
    const first = byOpen.get(open + 1);
    const begins = connective && first?.close === connective.at - 1 && first.connective?.text === connective.text;
    return begins ? [first.open, first.close] : [];
  });
  if (dropped.length === 0) return words;
  const bytes = Buffer.from(words);
  const positions = dropped.map(at => tokens[at]?.start ?? 0).sort((a, b) => a - b);
  return Buffer.concat(
    [-1, ...positions].map((place, i) => bytes.subarray(place + 1, positions[i] ?? bytes.length)),
  ).toString();
}

function groupsOf(texts: readonly string[]): Group[] {
  const whole: Group = { open: -1, close: texts.length };
  const groups = [whole];
  const around = [whole];
  const frames = new Set<Group>();
  for (const [at, text] of texts.entries()) {
    const group = around.at(-1) ?? whole;
    if (text === '(') {
      const inner = { open: at, close: texts.length };
      groups.push(inner);
      around.push(inner);
    } else if (text === ')') around.pop();
    // PostgreSQL writes it of frames of windows alone, whose AND joins no conditions
    else if (text === 'BETWEEN') frames.add(group);
    else if (text === 'AND' || text === 'OR') group.connective ??= { text, at };
    if (text === ')') group.close = at;
  }
  return groups.map(group => (frames.has(group) ? { open: group.open, close: group.close } : group));
}
