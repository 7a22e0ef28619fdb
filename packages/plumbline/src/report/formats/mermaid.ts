import type { Change, Diagram, DiagramRelation } from '../diagram.ts';

const SAID: Record<Change, string> = { none: '', add: 'added', remove: 'dropped', alter: 'changed' };
/** Colours that differ on a light and on a dark page. */
const STYLES = {
  add: 'fill:#2da44e33,stroke:#2da44e',
  remove: 'fill:#cf222e33,stroke:#cf222e,stroke-dasharray:4',
  alter: 'fill:#bf870033,stroke:#bf8700',
};

/** An entity relationship diagram of Mermaid, which GitHub and editors draw (mermaid.js.org, entity relationship diagrams). */
export function mermaid({ tables, relations }: Diagram): string {
  const changed = (Object.keys(STYLES) as (keyof typeof STYLES)[]).filter(change =>
    tables.some(table => changeOf(table) === change),
  );
  return [
    'erDiagram',
    ...changed.map(change => `  classDef ${SAID[change]} ${STYLES[change]}`),
    ...tables.flatMap(table => [
      `  ${quoted(table.name)}${changeOf(table) === 'none' ? '' : `:::${SAID[changeOf(table)]}`} {`,
      ...table.columns.map(({ name, type, keys, change }) =>
        [`    ${word(type)} ${word(name)}`, keys.join(', '), change === 'none' ? '' : `"${SAID[change]}"`]
          .filter(Boolean)
          .join(' '),
      ),
      '  }',
    ]),
    ...relations.map(relation => `  ${line(relation)}`),
  ].join('\n');
}

/** A table whose columns change is changed. */
const changeOf = ({ change, columns }: Diagram['tables'][number]): Change =>
  change === 'none' && columns.some(column => column.change !== 'none') ? 'alter' : change;

function line({ name, from, to, optional, unique, change }: DiagramRelation): string {
  const label = change === 'none' ? name : `${name} (${SAID[change]})`;
  return `${quoted(from)} ${unique ? '|o' : '}o'}--${optional ? 'o|' : '||'} ${quoted(to)} : ${quoted(label)}`;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '')}"`;

/** Mermaid takes a type and a name of one word each. */
const word = (text: string): string => text.replaceAll(/[^\p{L}\p{N}_()[\]-]+/gu, '_');
