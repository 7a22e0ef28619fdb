import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Problem } from '../problem/index.ts';
import { EMBEDDED_FOLDER } from '../settings.ts';
import { MIKROORM, version } from '../version.ts';
import { OLDEST_MIKROORM } from './dependencies.ts';
import { type Edit, edit } from './edit.ts';
import type { Initialized, InitRequest } from './initialized.ts';
import { NPX, OWN } from './package-json.ts';
import { written } from './written.ts';

/** What may be in a folder in which a project begins: what hosts and editors put there. */
const HARMLESS = /^(?:\.|README|LICENSE)/i;

/**
 * Begins a project in an empty folder. It needs nothing of MikroORM, which is installed afterwards.
 *
 * @throws Problem PL602 in a folder that holds something
 */
export async function beginProject(request: InitRequest): Promise<Initialized> {
  const { folder } = request;
  const edits = newProject(folder);
  return {
    ...(await written(edits, request)),
    configuration: {
      location: { file: join(folder, 'mikro-orm.config.ts') },
      origin: 'the default',
      contexts: ['default'],
      driver: null,
      language: 'TypeScript',
      modules: 'ESM',
      manager: 'npm',
    },
    obstacles: [],
    notes: [],
    next: ['npm install', 'npx mikro-orm migration:create', 'npx mikro-orm migration:up'],
  };
}

/** The files of a project that begins. */
function newProject(folder: string): Edit[] {
  const there = readdirSync(folder).find(name => !HARMLESS.test(name));
  if (there !== undefined)
    throw new Problem('PL602', {
      what: 'a project begins in an empty folder, and this one is not; nothing was written',
      subject: folder,
      why: `it holds ${there}`,
      fix: `make a new folder for it; or, for the project that is here: ${NPX} init`,
    });
  const files: Record<string, readonly [text: string, what: string]> = {
    'package.json': [`${JSON.stringify(manifest(folder), null, 2)}\n`, 'what is installed'],
    'tsconfig.json': [`${JSON.stringify(COMPILER, null, 2)}\n`, 'how TypeScript reads it'],
    'mikro-orm.config.ts': [CONFIGURATION, 'the configuration'],
    'src/entities/note.ts': [ENTITY, 'an entity to begin with'],
    '.gitignore': [`node_modules/\n${EMBEDDED_FOLDER}/\n`, `ignores what is installed, and the embedded database`],
  };
  return Object.entries(files).map(([name, [text, what]]) => {
    const one = edit(join(folder, name), text, what);
    // a file that a host put there stays
    return one.before === undefined ? one : { ...one, after: one.before };
  });
}

const manifest = (folder: string): object => ({
  name:
    basename(folder)
      .toLowerCase()
      .replaceAll(/[^a-z0-9._-]+/g, '-')
      .replace(/^[._-]+/, '') || 'database',
  version: '0.1.0',
  private: true,
  type: 'module',
  scripts: { check: 'mikro-orm migration:check', migrate: 'mikro-orm migration:up' },
  dependencies: {
    ...Object.fromEntries(MIKROORM.map(name => [name, `^${OLDEST_MIKROORM}`])),
    [OWN]: `^${version}`,
    tsx: '^4.20.0',
  },
  devDependencies: { '@types/node': '^24.0.0', typescript: '^5.9.0' },
});

const COMPILER = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['mikro-orm.config.ts', 'src'],
};

const CONFIGURATION = `import { plumbline } from '${OWN}';
import { Note } from './src/entities/note.ts';

export default plumbline({
  baseDir: import.meta.dirname,
  // postgresql://USER:PASSWORD@HOST:5432/DATABASE; where it is not set, a database in the folder below is used
  dsnVariable: 'DATABASE_URL',
  embeddedFolder: '${EMBEDDED_FOLDER}',
  entities: [Note],
  migrations: { path: './src/migrations' },
});
`;

const ENTITY = `import { defineEntity, p } from '@mikro-orm/core';

export const Note = defineEntity({
  name: 'Note',
  properties: {
    id: p.integer().primary(),
    text: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});
`;
