import { stripVTControlCharacters } from 'node:util';
import { unreadable } from '../locations/index.ts';
import { Problem, refusedQuery } from '../problem/index.ts';
import { NPX, noPackage, readNearestPackage } from './package-json.ts';

/** What MikroORM says when a project is not set up, and what that is here. */
const MEANINGS: readonly (readonly [words: RegExp, problem: (said: string, folder: string) => Problem])[] = [
  [
    /needs to be installed as a local dependency/,
    (_, folder) =>
      readNearestPackage(folder) === undefined
        ? noPackage(folder)
        : new Problem('PL603', {
            what: '@mikro-orm/cli is not among the dependencies in package.json',
            why: 'the commands of MikroORM run only where it is',
            fix: `add it in the version of @mikro-orm/core, as ${NPX} init does`,
          }),
  ],
  [
    /^MikroORM config file not found in \['(.*)'\]/,
    said =>
      new Problem('PL600', {
        what: 'no configuration of MikroORM is found',
        why: `none of these is there: ${said.replace(/^.*?\['|'\]$/g, '').replaceAll("', '", ', ')}`,
        fix: `run it where package.json is, or set the project up: ${NPX} init`,
      }),
  ],
  [
    /^MikroORM config '.*' was not/,
    said =>
      new Problem('PL001', {
        what: said.replace(/^MikroORM config '(.*?)' was not.*$/s, 'no configuration is called $1'),
        why: said,
        fix: 'name one that there is with --contextName',
      }),
  ],
  [
    /Unknown file extension "\.[cm]?tsx?"|Failed to load TypeScript loader/,
    said =>
      new Problem('PL603', {
        what: 'the configuration is TypeScript, and nothing here loads it',
        why: said,
        fix: 'install tsx as a development dependency; MikroORM finds it by itself',
      }),
  ],
  [
    /^Bad .* version/,
    said =>
      new Problem('PL604', {
        what: 'the packages of MikroORM are not all of one version',
        // MikroORM colours the names
        why: stripVTControlCharacters(said).split('\n')[0],
        fix: 'give all of them the version of @mikro-orm/core in package.json, and install again',
      }),
  ],
];

/**
 * What went wrong while a project's configuration was found and loaded, as a problem.
 *
 * @param folder the working directory, in which MikroORM looks
 */
export function configurationProblem(error: unknown, folder: string): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return unreadable(new Error(String(error)));
  const [, problem] = MEANINGS.find(([words]) => words.test(error.message)) ?? [];
  return problem?.(error.message, folder) ?? refusedQuery(error) ?? unreadable(error);
}

let isExplained = false;

/** From here on, whoever asks MikroORM for the project's configuration is told why there is none, as a problem. */
export async function explainConfiguration(folder: string): Promise<void> {
  if (isExplained) return;
  isExplained = true;
  const { CLIHelper } = await import('@mikro-orm/cli');
  CLIHelper.getConfiguration = new Proxy(CLIHelper.getConfiguration, {
    apply: (getConfiguration, self, args) =>
      Reflect.apply(getConfiguration, self, args).catch((error: unknown) => endOf(error, folder)),
  });
}

function endOf(error: unknown, folder: string): never {
  // a package.json that cannot be read is none to MikroORM
  readNearestPackage(folder);
  throw configurationProblem(error, folder);
}
