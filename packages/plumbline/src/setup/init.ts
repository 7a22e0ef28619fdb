import { EMBEDDED_FOLDER } from '../settings.ts';
import { ciJob, ciOf } from './ci.ts';
import { checkDatabase } from './database.ts';
import { checkMikroOrm, dependencyChanges } from './dependencies.ts';
import { changes, type Edit, edit } from './edit.ts';
import { ignoring } from './git-ignore.ts';
import { notesOn } from './init-notes.ts';
import type { FoundConfiguration, Initialized, InitQuestion, InitRequest } from './initialized.ts';
import { editJson } from './json-edit.ts';
import { beginProject } from './new-project.ts';
import type { Probed } from './probed.ts';
import { runsMigrations } from './production.ts';
import { type FoundProject, findProject, probeProject } from './project.ts';
import { refusal } from './refusal.ts';
import { editorFiles } from './vscode.ts';
import { wrapperFor, wrapperText } from './wrapper.ts';
import { wrappedPaths } from './wrapping.ts';
import { written } from './written.ts';

/**
 * Sets the project in a folder up: its configuration is found as MikroORM finds it, and wrapped in a file of
 * its own. What is set up already stays as it is.
 *
 * @throws Problem PL600 where no configuration is found
 * @throws Problem PL604 or PL605 where it is one that Plumbline cannot work with
 *
 * @example
 * const { files } = await init({ folder: import.meta.dirname, dryRun: true, agree: async () => true });
 * for (const { location, outcome } of files) console.log(outcome, location.file);
 */
export async function init(request: InitRequest): Promise<Initialized> {
  if (request.new) return beginProject(request);
  const found = await findProject(request);
  const probed = await probeProject(found, request);
  const obstacles = [
    refusal(() => checkMikroOrm(found.project)),
    refusal(() => checkDatabase(found.project, found.configuration.path, probed)),
  ].filter(one => one !== undefined);
  if (obstacles[0] && !request.dryRun) throw obstacles[0];
  const edits = [...(await necessary(found, probed)), ...(await offered(found, request))];
  return {
    ...(await written(edits, request)),
    configuration: describe(found, probed),
    obstacles: obstacles.map(({ code, message: what, why = '', fix = '' }) => ({ code, what, why, fix })),
    ...notesOn(found, probed, edits),
  };
}

function describe(
  { project, manager, configuration: { path, origin } }: FoundProject,
  probed: Probed,
): FoundConfiguration {
  const isModule = /\.m[jt]s$/.test(path) || (project.data.type === 'module' && !/\.c[jt]s$/.test(path));
  return {
    location: { file: path },
    origin,
    contexts: probed.configuration?.contexts ?? [],
    driver: probed.configuration?.driver ?? null,
    language: path.endsWith('ts') ? 'TypeScript' : 'JavaScript',
    modules: isModule ? 'ESM' : 'CommonJS',
    manager: manager.name,
  };
}

/** What adopting takes: the wrapper, the paths that name it, and what has to be installed for it. */
async function necessary(found: FoundProject, probed: Probed): Promise<Edit[]> {
  const { project, options, configuration, isOwn } = found;
  const { path } = configuration;
  const production = runsMigrations(project);
  const dependencies = dependencyChanges(project, production.length > 0);
  const paths = wrappedPaths(project, configuration, options);
  const isNamed = JSON.stringify(project.data['mikro-orm']?.configPaths) === JSON.stringify(paths);
  const text = await editJson(project.text, [
    ...(isOwn || isNamed ? [] : [{ path: ['mikro-orm', 'configPaths'], value: paths }]),
    ...dependencies.changes,
  ]);
  const names = isOwn ? [] : ['names the wrapper first, and what was there behind it'];
  return [
    ...(isOwn
      ? []
      : [
          edit(
            wrapperFor(path),
            wrapperText(project, path, options),
            'wraps the configuration, and changes nothing in it',
          ),
        ]),
    edit(project.path, text, [...names, ...dependencies.says].join('; ') || 'has what is needed'),
    ...(probed.configuration?.hasConnection === false ? [ignoring(project.folder, EMBEDDED_FOLDER)] : []),
  ];
}

/** What a project may have, too. */
async function offered({ project, manager }: FoundProject, request: InitRequest): Promise<Edit[]> {
  const { folder } = project;
  const edits: Edit[] = [];
  const editor = request.vscode === false ? [] : await editorFiles(folder, manager);
  if (await isWanted(request, editor, request.vscode, 'vscode', 'Add tasks and launch configurations for VS Code?'))
    edits.push(...editor);
  const ci = request.ci ?? ciOf(folder);
  if (ci === undefined || ci === 'none') return edits;
  const job = ciJob(ci, folder, manager);
  const message = `Add a job for ${ci === 'github' ? 'GitHub' : 'GitLab'} that compares entities and migrations?`;
  if (await isWanted(request, [job], request.ci && true, 'ci', message)) edits.push(job);
  return edits;
}

/** What is there already is not asked about; a dry run shows what would be asked. */
async function isWanted(
  { agree, dryRun }: InitRequest,
  edits: readonly Edit[],
  said: boolean | undefined,
  about: InitQuestion['about'],
  message: string,
): Promise<boolean> {
  if (said !== undefined || dryRun || !edits.some(changes)) return said ?? true;
  return agree({ about, message });
}
