import { asFlag, type Decisions, type Outline, renameText } from '../compare/index.ts';
import { type Proof, type ProvenStage, strongest } from '../proof/index.ts';
import { counted } from '../quantity.ts';
import { summarizeChange } from '../report/index.ts';
import type { Header } from './file.ts';
import { wrap } from './wrap.ts';

/** What the file says about itself: what it does, what was decided, what was proven, what to look out for. */
export function headerOf(title: string, outline: Outline, proof: Proof, at: number): Header {
  const { stages } = proof;
  const stage = stages[at] as ProvenStage;
  const hazards = stage.up.flatMap(({ step }) => step.hazards);
  const first =
    at === 0
      ? [summarizeChange(outline).map(line => `- ${line}`), decided(outline.decisions).map(line => `Decided: ${line}`)]
      : [];
  return {
    title,
    paragraphs: [
      stages.length > 1 ? [`Part ${at + 1} of ${stages.length}.`] : [],
      ...first,
      hazards.map(({ kind, message }) => `Hazard (${kind}): ${message}.`),
      lostOnTheWayBack(stage).map(message => `On the way back: ${message}.`),
      [...proven(proof), ...taken(stage)],
    ].map(lines => lines.flatMap(wrap)),
  };
}

/** Values that the way back would have to make up, as they went or PostgreSQL has no conversion for them, or that come back as others. */
export const lostOnTheWayBack = ({ down }: Pick<ProvenStage, 'down'>): string[] =>
  down.flatMap(({ hazards }) => hazards.flatMap(({ id, message }) => (LOST.includes(id) ? [message] : [])));

const LOST = ['drop-values', 'made-up-values', 'values-not-restored'];

function decided({ renames, notRenames, conversions, fills, replacements, empty, drop }: Decisions): string[] {
  return [
    ...renames.map(rename => asFlag({ flag: 'rename', text: renameText(rename) })),
    ...notRenames.map(rename => asFlag({ flag: 'no-rename', text: renameText(rename) })),
    ...Object.entries(conversions).map(([path, value]) => asFlag({ flag: 'convert', text: `${path}=${value}` })),
    ...Object.entries(fills).map(([path, value]) => asFlag({ flag: 'fill', text: `${path}=${value}` })),
    ...Object.entries(replacements).map(([path, value]) => asFlag({ flag: 'replace', text: `${path}=${value}` })),
    ...empty.map(text => asFlag({ flag: 'empty', text })),
    ...drop.map(text => asFlag({ flag: 'drop', text })),
  ];
}

function proven({ version, rows, tables, limits }: Proof): string[] {
  const kept = rows > 0 ? `${rows} rows in ${counted(tables, 'table')} kept` : 'on empty tables';
  return [
    `Proven on PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}: up, nothing left to do, down, back where it was, up again; ${kept}.`,
    ...limits.map(limit => `Not proven: ${limit}.`),
  ];
}

/** What went through the proof without rows, and why, for whoever looks at the screen. */
export const unproven = ({ rows, limits }: Proof): string[] =>
  limits.map(limit => `note: ${rows > 0 ? 'not proven with rows' : 'proven on empty tables'}: ${limit}`);

/** Locks that keep somebody waiting, and tables that are written anew. */
function taken(stage: ProvenStage): string[] {
  const locks = strongest(stage.up.flatMap(({ measure }) => measure.locks)).filter(
    ({ mode }) => mode !== 'AccessShareLock',
  );
  const rewrites = new Set(stage.up.flatMap(({ measure }) => measure.rewrites));
  if (!stage.transactional) return ['Runs outside a transaction, statement by statement, beside reads and writes.'];
  return [
    `Locks: ${locks.length === 0 ? 'none that wait' : locks.map(({ relation, mode }) => `${relation} ${mode.replace(/Lock$/, '')}`).join(', ')}.`,
    ...(rewrites.size === 0 ? [] : [`Writes anew: ${[...rewrites].join(', ')}.`]),
  ];
}
