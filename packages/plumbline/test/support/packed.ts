import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Ended, run } from './command.ts';
import { REPOSITORY } from './repository.ts';

/** The package, of which a checkout has more than is packed. */
export const PACKAGE = resolve(import.meta.dirname, '../..');

async function succeeds(...command: Parameters<typeof run>): Promise<Ended> {
  const ended = await run(...command);
  if (ended.code !== 0) throw new Error(`${command[0]} ${command[1].join(' ')}: ${ended.stderr}${ended.stdout}`);
  return ended;
}

/** Packs the package as it is published. Returns the path of the archive, which is in the folder. */
export async function pack(folder: string): Promise<string> {
  const { stdout } = await succeeds('npm', ['pack', '--silent', '--pack-destination', folder], {}, PACKAGE);
  return join(folder, stdout.trim());
}

/** The paths in an archive, without the folder that npm puts around them. */
export async function namesIn(archive: string): Promise<string[]> {
  const { stdout } = await succeeds('tar', ['-tzf', archive]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(name => name.replace('package/', ''))
    .sort();
}

/** Lays the packed package beside everything that this project has installed, as installing it would. No registry is asked. */
export async function layInstalled(archive: string, folder: string, without: readonly string[] = []): Promise<void> {
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'mikro-orm-plumbline');
  await succeeds('mkdir', ['-p', own]);
  await succeeds('tar', ['-xzf', archive, '-C', own, '--strip-components=1']);
  await linkInstalled(folder, without);
}

/** Links what this project has installed into a folder, but for the package itself and what is named. */
export async function linkInstalled(folder: string, without: readonly string[] = []): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(modules, { recursive: true });
  for (const name of await readdir(join(REPOSITORY, 'node_modules')))
    if (name !== 'mikro-orm-plumbline' && !without.includes(name))
      await symlink(join(REPOSITORY, 'node_modules', name), join(modules, name));
}
