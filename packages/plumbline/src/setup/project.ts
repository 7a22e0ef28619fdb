import { type CompilerOptions, compilerOptions } from './compiled.ts';
import { type ConfigurationFile, findConfiguration } from './configuration-file.ts';
import { textOf } from './files.ts';
import { type Manager, managerOf } from './manager.ts';
import { type PackageJson, readPackage } from './package-json.ts';
import type { Probed } from './probed.ts';
import { probe } from './probing.ts';

/** Which configuration is meant, as the commands of MikroORM take it. */
export interface Which {
  /** Where the project is: the working directory, in which MikroORM begins to look. An absolute path. */
  folder: string;
  config?: string[] | undefined;
  contextName?: string | undefined;
}

/** A project as it is found. */
export interface FoundProject {
  project: PackageJson;
  options: CompilerOptions;
  manager: Manager;
  configuration: ConfigurationFile;
  /** Whether the configuration itself calls the package, and needs no wrapper. */
  isOwn: boolean;
}

/**
 * The project in a folder.
 *
 * @throws Problem PL600 or PL601 where there is none
 */
export async function findProject({ folder, config }: Which): Promise<FoundProject> {
  const project = readPackage(folder);
  const options = await compilerOptions(project.folder, project.data['mikro-orm']?.tsConfigPath);
  const configuration = await findConfiguration(project, options, config);
  const isOwn = configuration.wrapper === undefined && callsPackage(textOf(configuration.path) ?? '');
  return { project, options, manager: managerOf(project), configuration, isOwn };
}

const callsPackage = (text: string): boolean =>
  /['"]mikro-orm-plumbline['"]/.test(text) && /\b(?:adopt|plumbline)\(/.test(text);

/** What the configuration says that a person wrote, or the one that the commands use. */
export const probeProject = (
  { configuration }: FoundProject,
  { folder, config, contextName = 'default' }: Which,
  { used = false } = {},
): Promise<Probed> => probe({ folder, config: used ? config : [configuration.path], contextName, database: used });
