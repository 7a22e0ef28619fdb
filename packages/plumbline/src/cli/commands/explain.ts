import {
  type ExplainRequest,
  type Explanation,
  explain,
  type ObjectExplanation,
  STATES,
} from '../../commands/index.ts';
import { showLocation } from '../../problem/index.ts';
import { count, entry, indented, nameDifferent, renderSideBySide, sayVersion, styled } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

const state = { type: 'string', desc: STATES.join(', ') } as const;

export const explainCommand = defineCommand<Explanation, ExplainRequest>({
  command: 'explain <object>',
  describe: 'Show one object on both sides, in PostgreSQL’s words, and why it counts as different',
  schema: 'explain/1',
  positionals: { object: { type: 'string', desc: 'A name as SQL writes it, with its kind where that is not clear' } },
  flags: { from: { ...state, default: 'migrations' }, to: { ...state, default: 'entities' } },
  examples: [
    ['explain users.email', 'why does the next migration touch this column?'],
    ['explain "index users_email_idx" --from db --to migrations', 'why is this index drift?'],
  ],
  run: explain,
  render: (result, base) => result.objects.map(object => renderObject(object, result, base)).join('\n\n'),
});

const SAID = {
  none: 'the same on both sides',
  add: 'only on the second side',
  remove: 'only on the first side',
  alter: 'different',
};

function renderObject(
  { object, change, facts, parts, needs, neededBy, location }: ObjectExplanation,
  { from, to }: Explanation,
  base: string,
): string {
  const [kind = '', ...path] = object.split(' ');
  const why = change === 'alter' ? `: ${nameDifferent(facts)}` : '';
  const title = (side: Explanation['from']): string => `${side.title} (PostgreSQL ${sayVersion(side.version)})`;
  const list = (label: string, items: readonly string[]): string[] =>
    items.length > 0 ? [entry(label, items.join(', '))] : [];
  return [
    `${kind} ${styled('bold', path.join(' '))}: ${SAID[change]}${why}`,
    ...(location === null ? [] : [`  said in ${showLocation(location, base)}`]),
    '',
    renderSideBySide([title(from), title(to)], facts),
    ...(parts.length > 0
      ? [
          '',
          indented(
            `${count(parts.length, 'part')} of it differ: ${parts.map(({ object: part }) => part).join(', ')}`,
            0,
            2,
          ),
        ]
      : []),
    ...(needs.length + neededBy.length > 0 ? [''] : []),
    ...list('needs', needs),
    ...list('needed by', neededBy),
  ].join('\n');
}
