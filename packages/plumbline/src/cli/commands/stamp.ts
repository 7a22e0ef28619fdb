import { type Stamped, type StampRequest, stamp } from '../../commands/index.ts';
import { PROBLEMS } from '../../problem/index.ts';
import { count, indented, renderDifferences, styled } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const stampCommand = defineCommand<Stamped, StampRequest>({
  command: 'stamp <name>',
  describe: 'Say that the database is at a point, after comparing it with that point',
  schema: 'stamp/1',
  positionals: { name: { type: 'string', desc: 'Name, timestamp, base or head, each with +N or -N behind it' } },
  flags: {
    force: { type: 'boolean', desc: 'List it although the database is something else, and say what that overrides' },
  },
  examples: [
    ['stamp head', 'a database that was made by something else, and is what the migrations make'],
    ['stamp base', 'the list is empty again; refused while objects of the project are there'],
  ],
  run: stamp,
  render: result => [...lines(result), ...against(result)].join('\n'),
  exitCode: ({ outcome }) => (outcome === 'refused' ? PROBLEMS.PL520.exit : 0),
});

function lines({ outcome, listed, unlisted, database, at }: Stamped): string[] {
  const point = at ?? 'the empty database';
  if (outcome === 'refused')
    return [styled('red', indented(`${database} is not at ${point}; nothing was written`, 0, 2))];
  if (outcome === 'unchanged') return [indented(`${database} is at ${point} already`, 0, 2)];
  return [
    indented(`${database} is at ${point} now`, 0, 2),
    ...listed.map(name => indented(`listed ${name}`, 2, 4)),
    ...unlisted.map(name => indented(`taken from the list: ${name}`, 2, 4)),
  ];
}

/** Groups of differences that one screen shows. */
const SHOWN = 6;

/** What speaks against it, or was overridden. */
function against({ outcome, groups, unknown, at }: Stamped): string[] {
  if (groups.length === 0 && unknown.length === 0) return [];
  const rest = groups.length - SHOWN;
  return [
    ...(outcome === 'refused' ? [] : [styled('yellow', 'overridden by --force:')]),
    ...unknown.map(name => indented(`it ran ${name}, which the project does not have`, 2)),
    ...(groups.length > 0 ? [renderDifferences(groups.slice(0, SHOWN))] : []),
    ...(rest > 0
      ? [indented(`… and ${count(rest, 'object')} more: npx plumb diff migrations@${at ?? 'base'} db`, 0, 2)]
      : []),
    ...(outcome === 'refused'
      ? [
          indented(
            `take it there (npx mikro-orm migration:up), or override this: npx plumb stamp ${at ?? 'base'} --force`,
            0,
            2,
          ),
        ]
      : []),
  ];
}
