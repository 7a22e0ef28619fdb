import type { Fact } from '../../catalog/index.ts';
import { counted } from '../../quantity.ts';
import { indented, styled } from '../page.ts';
import { sayFact, sayFactName } from './facts.ts';
import type { DifferenceGroup, ReportedDifference } from './groups.ts';

const SIGNS = { add: styled('green', '+'), remove: styled('red', '-'), alter: styled('yellow', '~') };
/** Facts whose name adds nothing to their words. */
const SELF_SAYING = new Set(['definition', 'notNull', 'unique', 'rls', 'forceRls', 'materialized', 'unlogged']);
/** Facts that nobody misses where an object comes or goes as a whole. */
const NOTHING_TO_SAY = new Set(['start', 'increment', 'min', 'max', 'cache']);

/** Differences, grouped by object, each with PostgreSQL's words on both sides. */
export const renderDifferences = (groups: readonly DifferenceGroup[]): string => groups.map(renderGroup).join('\n');

function renderGroup({ object, kind, name, differences }: DifferenceGroup): string {
  const [whole, parts] = [
    differences.find(one => one.object === object),
    differences.filter(one => one.object !== object),
  ];
  const headline = `${SIGNS[whole?.change ?? 'alter']} ${kind} ${styled('bold', name)}`;
  const isGone = whole?.change === 'remove';
  // what goes as a whole is not taken apart
  const shown = isGone ? [] : parts;
  const gone = isGone && parts.length > 0 ? [indented(`with ${sayCounts(parts)}`, 4)] : [];
  return [
    headline,
    ...(whole ? renderFacts(whole, 4) : []),
    ...gone,
    ...shown.flatMap(part => [`  ${SIGNS[part.change]} ${part.kind} ${part.name}`, ...renderFacts(part, 6)]),
  ].join('\n');
}

function sayCounts(parts: readonly ReportedDifference[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of parts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => counted(n, kind)).join(', ');
}

function renderFacts({ change, kind, facts }: ReportedDifference, indent: number): string[] {
  if (change === 'alter') return facts.map(({ fact, from, to }) => sayChange(fact, from, to, indent));
  const words = facts
    .filter(({ fact }) => !(kind === 'sequence' && NOTHING_TO_SAY.has(fact)))
    .map(({ fact, from, to }) => {
      const said = sayFact(fact, to ?? from).replaceAll(/\s+/g, ' ');
      return SELF_SAYING.has(fact) || fact === 'type' || fact === 'labels' ? said : `${sayFactName(fact)} ${said}`;
    });
  return words.length > 0 ? [indented(words.join(', '), indent)] : [];
}

/** Both sides under each other, so that the eye finds where they part. */
function sayChange(fact: string, from: Fact, to: Fact, indent: number): string {
  const label = sayFactName(fact).padEnd(11);
  return [
    indented(`${label} ${styled('red', sayFact(fact, from))}`, indent, indent + 12),
    indented(`${'→'.padStart(11)} ${styled('green', sayFact(fact, to))}`, indent, indent + 12),
  ].join('\n');
}
