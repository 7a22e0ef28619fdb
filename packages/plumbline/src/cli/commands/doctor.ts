import { showLocation } from '../../problem/index.ts';
import { count, entry, indented, styled } from '../../report/index.ts';
import { type Diagnosis, type DoctorFinding, doctor } from '../../setup/index.ts';
import { defineBareCommand } from '../command.ts';

export const doctorCommand = defineBareCommand<Diagnosis>({
  command: 'doctor',
  describe: 'Say what is wrong with a project’s set-up, why, and how to mend it',
  schema: 'doctor/1',
  examples: [
    ['doctor', 'is everything there, and does it go through Plumbline?'],
    ['doctor --json', 'the same for a script, which ends with 1 where something is wrong'],
  ],
  run: flags => doctor({ ...flags, folder: process.cwd() }),
  render,
  diagnostics: ({ checks }) =>
    checks.flatMap(({ findings }) =>
      findings.map(({ code, what, location, why }) => ({
        severity: 'error' as const,
        code,
        message: why === undefined ? what : `${what}: ${why}`,
        location: location && { line: 1, column: 1, ...location },
      })),
    ),
  exitCode: ({ sound }) => (sound ? 0 : 1),
});

function render({ sound, checks }: Diagnosis, base: string): string {
  const wrong = checks.flatMap(({ findings }) => findings).length;
  return [
    ...checks.flatMap(({ name, state, says, findings }) =>
      state === 'wrong'
        ? findings.flatMap((finding, i) => renderFinding(i === 0 ? name : '', finding, base))
        : [
            entry(
              `${state === 'fine' ? 'ok   ' : '–    '} ${name}`,
              state === 'fine' ? says : `not looked at: ${says}`,
              LAYOUT,
            ),
          ],
    ),
    '',
    sound ? 'nothing is wrong' : `${count(wrong, 'thing')} wrong`,
  ].join('\n');
}

const LAYOUT = { indent: 0, column: 22 };

const renderFinding = (name: string, { code, what, location, why, fix }: DoctorFinding, base: string): string[] => [
  styled('bold', entry(`wrong ${name}`, `${what} (${code})`, LAYOUT)),
  ...Object.entries({ where: location && showLocation(location, base), why, fix }).flatMap(([label, text]) =>
    text ? [indented(`${`${label}:`.padEnd(7)}${text}`, LAYOUT.column, LAYOUT.column + 7)] : [],
  ),
];
