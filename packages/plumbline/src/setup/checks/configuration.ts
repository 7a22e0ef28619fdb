import { relative } from 'node:path';
import { checkDatabase } from '../database.ts';
import type { FoundProject } from '../project.ts';
import { refusal } from '../refusal.ts';
import { isWrapper, wrapperFor } from '../wrapper.ts';
import {
  type DoctorCheck,
  type DoctorFinding,
  findingOf,
  findingOfData,
  fine,
  type Inspected,
  judged,
  notLookedAt,
} from './check.ts';

/** Whether what MikroORM finds can be loaded. */
export function checkLoading({ found: { configuration, project }, probed }: Inspected): DoctorCheck {
  const { unloadable, loader } = probed;
  const loaded = probed.configuration;
  if (loaded)
    return fine('configuration', `${relative(project.folder, loaded.path)}${loader ? `, loaded with ${loader}` : ''}`);
  const isSource = configuration.path.endsWith('ts');
  const isLoaderMissing = isSource && loader === undefined && unloadable?.code === 'PL600';
  return judged(
    'configuration',
    [
      isLoaderMissing
        ? {
            code: 'PL603',
            what: 'the configuration is TypeScript, and MikroORM finds nothing that loads it',
            location: { file: configuration.path },
            why: 'none of tsx, @swc-node/register, jiti, @oxc-node/core and tsimp is installed',
            fix: 'install one as a development dependency: npm install -D tsx',
          }
        : unloadable
          ? findingOfData({ file: configuration.path, ...unloadable })
          : { code: 'PL351', what: 'the configuration cannot be loaded' },
    ],
    '',
  );
}

/** Whether what is loaded goes through Plumbline. */
export function checkMigrator({ found, probed }: Inspected): DoctorCheck {
  const loaded = probed.configuration;
  if (!loaded) return notLookedAt('migrator', 'the configuration cannot be loaded');
  const other = refusal(() => checkDatabase(found.project, loaded.path, probed));
  if (other) return judged('migrator', [findingOf(other)], '');
  return judged('migrator', loaded.adopted ? [] : [stock(found, loaded.path)], 'Plumbline’s');
}

function stock({ configuration: { wrapper }, project }: FoundProject, path: string): DoctorFinding {
  const isCompiled = wrapper !== undefined && wrapper !== wrapperFor(path);
  return {
    code: 'PL606',
    what: 'the configuration goes to MikroORM’s own migrator',
    location: { file: path },
    why:
      wrapper === undefined
        ? 'nothing wraps it'
        : isWrapper(path)
          ? 'what the wrapper exports is not what adopt() returned'
          : `MikroORM takes it before ${relative(project.folder, isCompiled ? wrapperFor(path) : wrapper)}`,
    fix:
      wrapper === undefined
        ? 'npx plumb init'
        : isCompiled
          ? 'compile the project, and the wrapper with it'
          : 'npx plumb init, which puts the wrapper first in package.json; unset MIKRO_ORM_CLI_CONFIG',
  };
}

/** Whether each of its options can be honoured. */
export function checkOfOptions({ probed: { option, configuration } }: Inspected): DoctorCheck {
  if (!configuration?.adopted) return notLookedAt('options', 'no configuration of Plumbline’s is loaded');
  return judged('options', option ? [findingOfData({ file: configuration.path, ...option })] : [], 'each is honoured');
}

/** Whether another tool has recorded its runs in the database. */
export function checkLedgers({ probed: { database, unreached, configuration } }: Inspected): DoctorCheck {
  if (!configuration?.adopted) return notLookedAt('database', 'no configuration of Plumbline’s is loaded');
  if (!database) return notLookedAt('database', unreached ?? 'it could not be reached');
  return judged(
    'database',
    database.ledgers.map(({ table, tool }) => ({
      code: 'PL607',
      what: `${database.name} has ${table}, in which ${tool} records its runs`,
      why: 'two tools that change one database do not know of each other',
      fix: `stop running the other one; once nobody does, drop table ${table}`,
    })),
    `${database.name}, and no other tool’s`,
  );
}
