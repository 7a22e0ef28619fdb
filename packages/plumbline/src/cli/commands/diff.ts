import { type Diff, type DiffRequest, diff, STATES } from '../../commands/index.ts';
import { PROBLEMS } from '../../problem/index.ts';
import {
  commented,
  count,
  type Diagnostic,
  indented,
  renderDifferences,
  renderUnsupported,
  terminated,
  wholes,
} from '../../report/index.ts';
import { type AnswerFlags, answerFlags, answersOf, onlyWith } from '../answers.ts';
import { defineCommand } from '../command.ts';

type Flags = Pick<DiffRequest, 'from' | 'to' | 'sql' | 'online' | 'shapeOnly'> & AnswerFlags;

const state = { type: 'string', desc: STATES.join(', ') } as const;

export const diffCommand = defineCommand<Diff, Flags>({
  command: 'diff <from> <to>',
  describe: 'Compare any two of entities, migrations, databases, scripts and revisions',
  schema: 'diff/1',
  positionals: { from: state, to: state },
  flags: {
    sql: { type: 'boolean', desc: 'Print the statements that lead from the first to the second' },
    ...onlyWith('sql', {
      online: { type: 'boolean', desc: 'Stages that let reads and writes go on, instead of one transaction' },
      'shape-only': { type: 'boolean', desc: 'Ask nothing: the shape counts, and not what becomes of rows' },
      ...answerFlags,
    }),
  },
  examples: [
    ['diff migrations entities', 'what the next migration would do'],
    ['diff db migrations', 'where the database stands, against where it should be'],
    ['diff file:old.sql file:new.sql --sql', 'the way from one dump to another, for psql'],
    ['diff git:main entities', 'what this branch changes'],
    ['diff migrations@head-1 migrations', 'what the last migration changed'],
  ],
  run: (options, flags) => diff(options, { ...flags, answers: answersOf(flags) }),
  isScript: ({ plan }) => plan !== undefined,
  render: result => (result.plan ? renderScript(result) : renderText(result)),
  diagnostics: result => wholes(result.groups).map(object => asDiagnostic(object, result)),
  exitCode: ({ same, plan }) => (same || plan ? 0 : PROBLEMS.PL511.exit),
});

const asDiagnostic = (object: string, { from, to }: Diff): Diagnostic => ({
  severity: 'error',
  code: 'PL511',
  message: `${object} is not the same in ${from.title} and in ${to.title}`,
});

const titleOf = ({ from, to, groups }: Diff): string => {
  const number = groups.reduce((sum, { differences }) => sum + differences.length, 0);
  return `${from.title} → ${to.title}: ${count(number, 'difference')}`;
};

function renderText(result: Diff): string {
  const notes = notesOf(result);
  return [
    titleOf(result),
    ...(result.groups.length > 0 ? ['', renderDifferences(result.groups)] : []),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}

/** What the comparison says nothing about. */
function notesOf({ from, to, others, unmodelled }: Diff): string[] {
  return [
    ...(others.length > 0 ? [indented(`not ours, left alone: ${others.join(', ')}`, 0, 2)] : []),
    ...renderUnsupported(unmodelled, [from.title, to.title]),
    ...[from, to].flatMap(({ title, leftOut }) =>
      leftOut.map(({ what, why }) => indented(`left out of ${title}: ${what} (${why})`, 0, 2)),
    ),
  ];
}

/** A script for psql; whatever is for people stands in comments. */
function renderScript(result: Diff): string {
  const { stages, hazards } = result.plan as NonNullable<Diff['plan']>;
  const notes = [
    titleOf(result),
    ...notesOf(result),
    ...hazards.map(({ kind, message }) => `hazard (${kind}): ${message}`),
  ];
  const statements = stages.map(({ transactional, steps }) => {
    let group = '';
    const lines = steps.flatMap(step => {
      const heading = step.group === group ? [] : ['', commented(step.group)];
      group = step.group;
      return [...heading, terminated(step.sql)];
    });
    return transactional ? ['', 'begin;', ...lines, '', 'commit;'].join('\n') : lines.join('\n');
  });
  // as in a dump: a function may stand before what it reads, and name it as its own search path has it
  const settings = ['\\set ON_ERROR_STOP on', 'set check_function_bodies = off;'];
  return [commented(notes.join('\n')), ...settings, ...statements].join('\n');
}
