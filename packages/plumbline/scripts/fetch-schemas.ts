/**
 * Fetches the public schemas that the comparison is shown on into .schemas, where git does not see them:
 *
 *     node packages/plumbline/scripts/fetch-schemas.ts                  from GitHub
 *     node packages/plumbline/scripts/fetch-schemas.ts --from FOLDER    from clones, FOLDER/OWNER+NAME/repo or FOLDER/OWNER/NAME
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PublicSchema, SCHEMAS } from '../test/schemas/schemas.ts';

export const FOLDER = join(import.meta.dirname, '../../../.schemas');
/** Where a version of a schema is, once it was fetched. */
export const pathOf = ({ name, versions }: PublicSchema, version: 0 | 1): string =>
  join(FOLDER, `${name}-${versions[version]}.sql`);

const filesOf = ({ files }: PublicSchema, version: 0 | 1): string[] =>
  (Array.isArray(files[0]) ? files[version] : files) as string[];

/** One file of one commit. */
type Reader = (repository: string, commit: string, path: string) => Promise<string>;

const fromGitHub: Reader = async (repository, commit, path) => {
  const url = `https://raw.githubusercontent.com/${repository}/${commit}/${path}`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${answer.statusText}`);
  return answer.text();
};

const fromClones =
  (folder: string): Reader =>
  async (repository, commit, path) => {
    const places = [join(folder, repository.replace('/', '+'), 'repo'), join(folder, repository)];
    const clone = places.find(existsSync);
    if (!clone) throw new Error(`no clone of ${repository} at ${places.join(' or ')}`);
    const git = existsSync(join(clone, '.git')) ? join(clone, '.git') : clone;
    return execFileSync('git', ['--git-dir', git, 'show', `${commit}:${path}`], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
  };

async function fetchVersion(schema: PublicSchema, version: 0 | 1, read: Reader): Promise<string> {
  const { repository, versions, setup = '', prelude = '' } = schema;
  const texts: string[] = [setup];
  for (const path of filesOf(schema, version))
    texts.push(`-- ${path}`, prelude, await read(repository, versions[version], path));
  return texts.filter(Boolean).join('\n');
}

if (import.meta.main) {
  const { from } = parseArgs({ options: { from: { type: 'string' } } }).values;
  const read = from === undefined ? fromGitHub : fromClones(from);
  mkdirSync(FOLDER, { recursive: true });
  for (const schema of SCHEMAS) {
    for (const version of [0, 1] as const) {
      const path = pathOf(schema, version);
      if (existsSync(path)) continue;
      writeFileSync(path, await fetchVersion(schema, version, read));
      console.log(path);
    }
  }
}
