import { type Drift, type DriftRequest, drift } from '../../commands/index.ts';
import { PROBLEMS } from '../../problem/index.ts';
import {
  count,
  countWholes,
  type Diagnostic,
  type DifferenceGroup,
  indented,
  renderDifferences,
  renderUnsupported,
  sayVersion,
  styled,
  wholes,
} from '../../report/index.ts';
import { type AnswerFlags, answerFlags, answersOf, onlyWith } from '../answers.ts';
import { defineCommand } from '../command.ts';

type Flags = Omit<DriftRequest, 'answers'> & AnswerFlags;

const KINDS = ['changed', 'missing', 'unknown'] as const;
const SAID = {
  changed: 'is not what the migrations made',
  missing: 'was made by a migration and is not there',
  unknown: 'was made by no migration',
};

export const driftCommand = defineCommand<Drift, Flags>({
  command: 'drift',
  describe: 'Compare the database with what its own migrations made; exit code 50 where they differ',
  schema: 'drift/1',
  flags: {
    strict: { type: 'boolean', desc: 'Objects that nothing in this project says count too' },
    fix: {
      type: 'boolean',
      desc: 'Write a migration that makes elsewhere what somebody made here, proven; then plumb stamp head',
    },
    ...onlyWith('fix', {
      name: { alias: 'n', type: 'string', desc: 'Name of that migration' },
      allow: { type: 'string', array: true, choices: ['data-loss'], desc: 'Agree to what would otherwise be refused' },
      ...answerFlags,
    }),
  },
  examples: [
    ['drift', 'is production what its migrations made?'],
    ['drift --format github', 'the same in a scheduled job, as annotations'],
    ['drift --fix && plumb stamp head', 'keep what somebody changed: record it, and say that it is here'],
    ['diff db migrations@current --sql', 'take it back: the statements for this one database'],
  ],
  run: (options, flags) => drift(options, { ...flags, answers: answersOf(flags) }),
  render,
  diagnostics: result => KINDS.flatMap(kind => wholes(result[kind]).map(object => asDiagnostic(object, kind))),
  exitCode: ({ clean, fix }) => (clean || fix ? 0 : PROBLEMS.PL500.exit),
});

const asDiagnostic = (object: string, kind: (typeof KINDS)[number]): Diagnostic => ({
  severity: 'error',
  code: 'PL500',
  message: `${object} ${SAID[kind]}`,
});

function render(result: Drift): string {
  const { database, version, shadowVersion, applied, waiting, others, kept, unmodelled, fix } = result;
  const of = applied.length === 1 ? 'its migration' : `its ${applied.length} migrations`;
  const found = KINDS.flatMap(kind => (result[kind].length > 0 ? [`${countWholes(result[kind])} ${kind}`] : []));
  // nothing else makes such a database differ
  const notOurs = found.length === 0 && !result.clean ? 'not ours, which --strict counts' : 'not ours, left alone';
  const versions = `PostgreSQL ${sayVersion(version)}, its migrations on ${sayVersion(shadowVersion)}`;
  return [
    applied.length === 0
      ? `${database} ran no migration, and has ${found.join(', ') || 'nothing of this project'}`
      : found.length === 0
        ? `${database} is what ${of} made`
        : `${database} is not what ${of} made: ${found.join(', ')}`,
    `(${versions}${waiting > 0 ? `; ${count(waiting, 'migration')} waiting` : ''})`,
    ...KINDS.flatMap(kind => section(kind, result[kind])),
    ...(others.length > 0 ? ['', indented(`${notOurs}: ${others.join(', ')}`, 0, 2)] : []),
    ...(kept.length > 0 ? ['', indented(`kept, though no entity mentions it: ${kept.join(', ')}`, 0, 2)] : []),
    ...spaced(
      renderUnsupported({ same: [], onlyFrom: unmodelled.onlyRecorded, onlyTo: unmodelled.onlyLive }, [
        'what the migrations made',
        'the database',
      ]),
    ),
    ...(found.length > 0 ? ['', ...whatToDo(fix)] : []),
  ].join('\n');
}

const spaced = (paragraphs: readonly string[]): string[] => (paragraphs.length > 0 ? ['', ...paragraphs] : []);

const section = (kind: (typeof KINDS)[number], groups: readonly DifferenceGroup[]): string[] =>
  groups.length > 0 ? ['', styled('bold', `${kind}: ${SAID[kind]}`), renderDifferences(groups)] : [];

const whatToDo = (fix: string[] | undefined): string[] =>
  fix
    ? [
        ...fix.map(file => `${file} was written`),
        'this database has it already: npx plumb stamp head, which compares before it records',
      ]
    : [
        'keep it:      npx plumb drift --fix, then npx plumb stamp head',
        'take it back: npx plumb diff db migrations@current --sql',
      ];
