import { join } from 'node:path';
import { isOlder } from '../../version.ts';
import { textOf } from '../files.ts';
import { runtimeFiles } from '../production.ts';
import { type DoctorCheck, type DoctorFinding, judged } from './check.ts';

const OLDEST = '22.17';

/** Whether this Node, and those that the project names for its images and its people, are new enough. */
export function checkNode(folder: string): DoctorCheck {
  const own = process.versions.node;
  const findings = isOlder(own, OLDEST) ? [tooOld(`this Node is ${own}`)] : [];
  return judged('Node', [...findings, ...named(folder)], own);
}

const tooOld = (what: string, location?: DoctorFinding['location']): DoctorFinding => ({
  code: 'PL609',
  what,
  location,
  why: `Plumbline and MikroORM 7 need Node ${OLDEST} or newer`,
  fix: 'use a newer one, like 24',
});

function named(folder: string): DoctorFinding[] {
  const pinned = ['.nvmrc', '.node-version'].map(name => join(folder, name));
  return [...pinned, ...runtimeFiles(folder)].flatMap(file => {
    const lines = (textOf(file) ?? '').split('\n');
    return lines.flatMap((line, i) => {
      const [, said] =
        (pinned.includes(file) ? /^\s*v?(\d+(?:\.\d+)*)/ : /^\s*FROM\s+(?:\S+\/)?node:(\d+(?:\.\d+)*)/i).exec(line) ??
        [];
      if (said === undefined || !isOlder(said, said.includes('.') ? OLDEST : '22')) return [];
      return [tooOld(`it names Node ${said}`, { file, line: i + 1 })];
    });
  });
}
