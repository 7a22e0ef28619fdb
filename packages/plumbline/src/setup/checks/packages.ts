import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { showLocation } from '../../problem/index.ts';
import { checkMikroOrm, installedPath, installedVersion } from '../dependencies.ts';
import type { Manager } from '../manager.ts';
import { OWN, type PackageJson, rangeOf } from '../package-json.ts';
import { runsMigrations } from '../production.ts';
import { refusal } from '../refusal.ts';
import { type DoctorCheck, type DoctorFinding, findingOf, type Inspected, judged } from './check.ts';

/** Packages of that scope with versions of their own. */
const OF_OTHERS = new Set(['@mikro-orm/nestjs', '@mikro-orm/sql-highlighter', '@mikro-orm/mongo-highlighter']);

/** Whether what is needed is there, once and of one version. */
export function checkPackages({ found: { project, manager } }: Inspected): DoctorCheck {
  const { folder } = project;
  const core = installedVersion(folder, '@mikro-orm/core');
  const findings = [...missing(project, manager), ...tooOld(project), ...versions(project, core)];
  const all = findings.some(({ code }) => code === 'PL604') ? findings : [...findings, ...copies(project)];
  return judged('packages', all, `one MikroORM ${core ?? ''}, with its command`);
}

function missing(project: PackageJson, { install, add }: Manager): DoctorFinding[] {
  return [OWN, '@mikro-orm/cli'].flatMap((name): DoctorFinding[] => {
    if (rangeOf(project, name) === undefined)
      return [
        {
          code: 'PL603',
          what: `${name} is not in package.json`,
          location: { file: project.path },
          why: name === OWN ? 'another machine would not install it' : 'MikroORM’s commands run only where it is',
          fix: `${add} -D ${name}`,
        },
      ];
    return installedPath(project.folder, name) === undefined
      ? [{ code: 'PL603', what: `${name} is not installed`, fix: install }]
      : [];
  });
}

function tooOld(project: PackageJson): DoctorFinding[] {
  const problem = refusal(() => checkMikroOrm(project));
  return problem ? [findingOf(problem)] : [];
}

const namesIn = ({ data }: PackageJson): string[] =>
  Object.keys({ ...data.dependencies, ...data.devDependencies }).filter(
    name => name.startsWith('@mikro-orm/') && !OF_OTHERS.has(name),
  );

/** All packages of MikroORM have one version; it refuses to work otherwise. */
function versions(project: PackageJson, core: string | undefined): DoctorFinding[] {
  const others = namesIn(project).flatMap(name => {
    const version = installedVersion(project.folder, name);
    return version === undefined || version === core ? [] : [`${name} ${version}`];
  });
  if (others.length === 0) return [];
  return [
    {
      code: 'PL604',
      what: 'the packages of MikroORM are not all of one version',
      location: { file: project.path },
      why: `@mikro-orm/core is ${core ?? 'not installed'}, and ${others.join(', ')}`,
      fix: 'give all of them one version in package.json, and install again',
    },
  ];
}

/** Two copies have two sets of metadata: what one discovers, the other does not know. */
function copies(project: PackageJson): DoctorFinding[] {
  const from = (path: string): string | undefined => {
    try {
      return createRequire(path).resolve('@mikro-orm/core/package.json');
    } catch {
      return undefined;
    }
  };
  const paths = [
    project.path,
    ...[...namesIn(project), OWN].flatMap(name => installedPath(project.folder, name) ?? []),
  ];
  const cores = [...new Set(paths.flatMap(path => from(path) ?? []))].map(dirname);
  if (cores.length < 2) return [];
  return [
    {
      code: 'PL604',
      what: 'MikroORM is installed twice',
      why: cores.join('\n'),
      fix: 'remove the lock file’s second copy: npm dedupe, pnpm dedupe or yarn dedupe; or pin one version with overrides',
    },
  ];
}

/** Whether an image that runs migrations has the package. */
export function checkProduction({ found: { project } }: Inspected): DoctorCheck {
  const [place] = runsMigrations(project);
  const isMissing = project.data.dependencies?.[OWN] === undefined && project.data.devDependencies?.[OWN] !== undefined;
  if (place === undefined) return judged('production', [], 'nothing here runs migrations where it is deployed');
  const where = showLocation(place, project.folder);
  return judged(
    'production',
    isMissing
      ? [
          {
            code: 'PL610',
            what: `${OWN} is among devDependencies, and migrations are run where those are not`,
            location: place,
            why: 'an installation for production leaves them out',
            fix: `move it to dependencies, as npx plumb init does, and install again`,
          },
        ]
      : [],
    `${where} runs migrations, and the package is there`,
  );
}
