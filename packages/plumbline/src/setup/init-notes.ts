import { showLocation } from '../problem/index.ts';
import { installedVersion } from './dependencies.ts';
import { changes, type Edit } from './edit.ts';
import { OWN } from './package-json.ts';
import type { Probed } from './probed.ts';
import { runsMigrations, scriptsWithConfig } from './production.ts';
import type { FoundProject } from './project.ts';
import { isWrapper } from './wrapper.ts';

/** What should be known of a set-up, and what is to be run next. */
export function notesOn(
  found: FoundProject,
  probed: Probed,
  edits: readonly Edit[],
): { notes: string[]; next: string[] } {
  const { project, manager, configuration, isOwn } = found;
  const notes: string[] = [];
  const { unloadable } = probed;
  if (unloadable) {
    const { what, why, file, line } = unloadable;
    const place = file === undefined ? '' : ` (${showLocation({ file, line }, project.folder)})`;
    // Node tells a whole stack of what requires what
    const [said = ''] = why?.split('\n') ?? [];
    notes.push(`${what} now${place}: ${said}; what it says was not looked at, and doctor tells more`);
  }
  const [production] = runsMigrations(project);
  if (production)
    notes.push(`${showLocation(production, project.folder)} runs migrations, so the package is among the dependencies`);
  if (configuration.origin === 'MIKRO_ORM_CLI_CONFIG')
    notes.push('MIKRO_ORM_CLI_CONFIG comes before package.json: unset it, or have it name the wrapper');
  for (const script of scriptsWithConfig(project))
    notes.push(
      `the script ${script} says which configuration it is about: have it name the wrapper, or leave --config out`,
    );
  if (isOwn) notes.push('the configuration goes through Plumbline by itself, and needs no wrapper');
  const compiled =
    edits.some(({ path }) => isWrapper(path)) &&
    configuration.named.match(/\.[cm]?js$/) !== null &&
    configuration.path.endsWith('ts');
  if (compiled) notes.push('the wrapper counts once the project is compiled');
  const manifest = edits.find(({ path }) => path === project.path);
  const isInstalled = installedVersion(project.folder, OWN) !== undefined;
  const exec = [...manager.exec, 'plumb'].join(' ');
  return {
    notes,
    next: [
      ...(isInstalled && !(manifest && touchesPackages(manifest)) ? [] : [manager.install]),
      // what could not be looked at may be, once everything is installed
      ...(unloadable && !isInstalled ? [`${exec} init`] : []),
      `${exec} doctor`,
      ...(edits.some(changes) ? [`${exec} migration:check`] : []),
    ],
  };
}

/** Whether packages come or move, which the lock file has to follow. */
function touchesPackages({ before, after }: Edit): boolean {
  const parts = [before ?? '{}', after].map(text => {
    const { dependencies, devDependencies } = JSON.parse(text.replace(/^\uFEFF/, ''));
    return JSON.stringify([dependencies, devDependencies]);
  });
  return parts[0] !== parts[1];
}
