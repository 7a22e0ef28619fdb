/**
 * The process that loads a configuration to see what it says, and tells its parent. It begins as the command of MikroORM
 * does, so that what loads here loads there.
 */
import { resolve } from 'node:path';
import { CLIHelper } from '@mikro-orm/cli';
import { Configuration, type Options } from '@mikro-orm/core';
import { fs } from '@mikro-orm/core/fs-utils';
import { hasConnection, unreadParameters } from '../connection/index.ts';
import { checkOptions } from '../orm/index.ts';
import type { Problem } from '../problem/index.ts';
import { isConfigured } from '../settings.ts';
import { readTypeScript } from '../typescript.ts';
import { configurationProblem } from './configuration-problem.ts';
import { findLedgers } from './ledgers.ts';
import type { Probed, ProbedConfiguration, ProbeProblem, ProbeRequest } from './probed.ts';
import { refusal } from './refusal.ts';

type Exported = Partial<Options> | ((contextName: string) => unknown);

const request: ProbeRequest = JSON.parse(process.argv[2] ?? '{}');

async function look(): Promise<Probed> {
  const settings = CLIHelper.getSettings();
  readTypeScript();
  try {
    if (
      settings.preferTs !== false &&
      !(await CLIHelper.registerTypeScriptSupport(settings.tsConfigPath, settings.tsLoader))
    )
      process.env.MIKRO_ORM_CLI_PREFER_TS ??= '0';
    const loader = process.env.MIKRO_ORM_CLI_TS_LOADER;
    const { configuration, options } = await load();
    const found: Probed = { configuration, ...(loader !== undefined && { loader }) };
    return request.database && configuration.adopted ? { ...found, ...(await lookFurther(options)) } : found;
  } catch (error) {
    return { unloadable: asData(configurationProblem(error, request.folder)) };
  }
}

async function load(): Promise<{ configuration: ProbedConfiguration; options: Partial<Options> }> {
  // a project of CommonJS is loaded as such
  CLIHelper.commonJSCompat({});
  const paths = request.config ?? (await CLIHelper.getConfigPaths());
  const path = paths.map(one => fs.absolutePath(one)).find(one => fs.pathExists(one));
  if (path === undefined) throw new Error(`MikroORM config file not found in ['${paths.join(`', '`)}']`);
  const module = (await fs.dynamicImport(path)) as { default?: unknown };
  const exported = (await (module.default ?? module)) as Exported | Exported[];
  const all = [exported].flat();
  const chosen = all.find(one => nameOf(one) === request.contextName) ?? all[0] ?? {};
  const options = (typeof chosen === 'function' ? await chosen(request.contextName) : chosen) as Partial<Options>;
  const { path: migrations, pathTs } = options.migrations ?? {};
  const driver = options.driver?.name ?? driverOf(options);
  return {
    options,
    configuration: {
      path: resolve(path),
      form: Array.isArray(exported) ? 'list' : typeof exported === 'function' ? 'function' : 'object',
      contexts: all.map(nameOf),
      ...(driver !== undefined && { driver }),
      hasConnection: hasConnection(options, process.env),
      adopted: isConfigured(options),
      migrations: [pathTs, migrations].filter(one => one !== undefined),
    },
  };
}

const nameOf = (one: Exported): string => (typeof one === 'object' ? one.contextName : undefined) ?? 'default';

/** What older versions of MikroORM name their drivers by. */
const driverOf = (options: object): string | undefined =>
  'type' in options && typeof options.type === 'string' ? options.type : undefined;

/** What the commands would refuse, and what is in the database. */
async function lookFurther(options: Partial<Options>): Promise<Pick<Probed, 'option' | 'database' | 'unreached'>> {
  const configuration = new Configuration(options);
  const option = refusal(() => checkOptions(configuration)) ?? unreadParameters(options, process.env);
  return { ...(option && { option: asData(option) }), ...(await findLedgers(configuration)) };
}

const asData = ({ code, message, location, why, fix }: Problem): ProbeProblem => ({
  code,
  what: message,
  file: location?.file,
  line: location?.line,
  why,
  fix,
});

void look().then(probed => process.send?.(probed));
