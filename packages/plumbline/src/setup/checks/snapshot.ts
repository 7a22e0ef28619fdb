import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isFolder, textOf } from '../files.ts';
import { type DoctorCheck, type Inspected, judged, notLookedAt } from './check.ts';

/** A migration that Plumbline wrote says what it was made on top of. */
const OURS = /\bstatic\s+(?:readonly\s+)?parent\b/;

/** Whether MikroORM's snapshot says less than the migrations: nobody writes it any more. */
export function checkSnapshot({ found: { project }, probed: { configuration } }: Inspected): DoctorCheck {
  if (!configuration) return notLookedAt('snapshot', 'the configuration cannot be loaded');
  const folders = [...new Set(configuration.migrations.map(path => resolve(project.folder, path)))].filter(isFolder);
  const stale = folders.flatMap(folder => {
    const names = readdirSync(folder);
    const newer = names.find(name => /\.[cm]?[jt]s$/.test(name) && OURS.test(textOf(join(folder, name)) ?? ''));
    return newer === undefined
      ? []
      : names.filter(name => /^\.snapshot-.*\.json$/.test(name)).map(name => ({ file: join(folder, name), newer }));
  });
  return judged(
    'snapshot',
    stale.map(({ file, newer }) => ({
      code: 'PL608',
      what: 'a snapshot of MikroORM is older than the migrations',
      location: { file },
      why: `${newer} was made after it, and only MikroORM’s own migrator writes it`,
      fix: `delete it: git rm ${join(dirname(file).replace(`${project.folder}/`, ''), file.slice(dirname(file).length + 1))}`,
    })),
    'none that is older than the migrations',
  );
}
