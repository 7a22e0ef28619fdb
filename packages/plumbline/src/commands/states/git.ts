import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CLIHelper } from '@mikro-orm/cli';
import type { Options } from '@mikro-orm/core';
import { closest } from 'fastest-levenshtein';
import { resolveRevision } from '../../history/index.ts';
import { Migrator } from '../../orm/index.ts';
import { Problem } from '../../problem/index.ts';
import { buildSchema } from '../../shadow/index.ts';
import type { Project } from '../project.ts';
import { type Orm, withOrm } from '../session.ts';
import { migrationsOf, onShadow } from './built.ts';
import type { Source } from './state.ts';

const run = promisify(execFile);

/**
 * What a revision says: its entities, or with `:migrations` behind it its migrations. The revision is unpacked into a
 * folder of its own and uses the packages that are installed here; what it says is read with its own code.
 *
 * @throws Problem PL532 for a revision that is not there, or that cannot be read
 */
export async function revisionOf(project: Project, text: string): Promise<Source> {
  const [, revision = '', point] = /^(.*?)(?::migrations(?:@(.+))?)?$/.exec(text) ?? [];
  const wantsMigrations = text !== revision;
  const options = await optionsOf(project, revision);
  const open = <T>(work: (orm: Orm) => Promise<T>): Promise<T> =>
    withOrm(options, work).catch((cause: Error) => {
      throw cause instanceof Problem ? cause : unreadable(revision, cause);
    });
  const about = {
    kind: 'git',
    title: `${wantsMigrations ? 'the migrations' : 'the entities'} of ${revision}`,
  } as const;
  return {
    ...about,
    read: async shadow =>
      open(async orm => {
        if (!wantsMigrations) {
          const script = await orm.schema.getCreateSchemaSQL({ wrap: false });
          return onShadow(await shadow(), about, { catalog: await buildSchema(await shadow(), script) });
        }
        const files = await new Migrator(orm.em as never).recorded();
        const state = await migrationsOf(files, resolveRevision(point ?? 'head', { files })).read(shadow);
        return { ...state, ...about };
      }),
  };
}

/** The configuration of a revision. */
async function optionsOf(project: Project, revision: string): Promise<Partial<Options>> {
  const git = (...args: string[]): Promise<string> =>
    run('git', args, { cwd: project.root, maxBuffer: 1 << 28 }).then(({ stdout }) => stdout.trim());
  const top = await git('rev-parse', '--show-toplevel').catch((cause: Error) => {
    throw new Problem('PL532', { what: 'this project is not in a git repository', subject: project.root, cause });
  });
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).catch(
    () => '',
  );
  if (commit === '') throw await unknown(revision, git);
  const folder = join(await project.folder(), commit);
  await mkdir(folder, { recursive: true });
  const archive = `${folder}.tar`;
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit], { cwd: top });
  await run('tar', ['-xf', archive, '-C', folder]);
  const root = join(folder, relative(top, project.root));
  await symlink(join(project.root, 'node_modules'), join(root, 'node_modules'), 'junction').catch(() => {});
  return loadOptions(root, project.root, revision);
}

async function loadOptions(root: string, from: string, revision: string): Promise<Partial<Options>> {
  const paths = (await CLIHelper.getConfigPaths()) as string[];
  let last: unknown;
  for (const path of paths) {
    const own = join(root, relative(from, path));
    try {
      const { default: options } = (await import(pathToFileURL(own).href)) as { default: Partial<Options> };
      return await options;
    } catch (error) {
      const isThere = !(error instanceof Error && error.message.includes(own));
      if (isThere) last ??= error;
    }
  }
  throw unreadable(revision, last ?? new Error('it has no configuration where this project has its own'));
}

const unreadable = (revision: string, cause: unknown): Problem =>
  new Problem('PL532', {
    what: `revision ${revision} cannot be read with the packages that are installed here`,
    why: (cause as Error).message.split('\n')[0],
    fix: `check it out and compare from there: git worktree add ../${revision.replaceAll('/', '-')} ${revision}`,
    cause,
  });

async function unknown(revision: string, git: (...args: string[]) => Promise<string>): Promise<Problem> {
  const names = (await git('for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/tags', 'refs/remotes'))
    .split('\n')
    .filter(Boolean);
  return new Problem('PL532', {
    what: `git knows no revision ${revision}`,
    fix: names.length > 0 ? `did you mean ${closest(revision, names)}?` : 'the repository has no commits yet',
  });
}
