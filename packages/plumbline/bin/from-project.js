import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROJECT = join(process.cwd(), 'package.json');
const { resolve } = createRequire(PROJECT);

/** What the package works with, of the project's own MikroORM. */
const NEEDED = ['cli', 'core', 'migrations', 'postgresql', 'seeder', 'sql'].map(name => `@mikro-orm/${name}`);

const isInstalled = name => {
  try {
    return resolve(`${name}/package.json`) !== undefined;
  } catch {
    return false;
  }
};

// brought for one command, as npx does: MikroORM is the project's all the same, as two of them do not fit together
if (!isInstalled('mikro-orm-plumbline'))
  registerHooks({
    resolve(specifier, context, next) {
      // kept, as Node writes what is handed on into the context
      const { parentURL } = context;
      if (specifier.startsWith('@mikro-orm/'))
        try {
          return next(specifier, { ...context, parentURL: pathToFileURL(PROJECT).href });
        } catch {
          // the package's own, which npx may have brought with it
        }
      return next(specifier, { ...context, parentURL });
    },
  });

/** What the project lacks of MikroORM, and how to install it, as one screen; nothing for another error. */
export function explainMissing({ code, message }) {
  if (!['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(code) || !message.includes('@mikro-orm/'))
    return undefined;
  const missing = NEEDED.filter(name => !isInstalled(name));
  if (missing.length === 0) return undefined;
  const version = isInstalled('@mikro-orm/core')
    ? createRequire(PROJECT)('@mikro-orm/core/package.json').version
    : '^7.2.1';
  return [
    `error PL604: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed in this project`,
    '  why:   the package works with the project’s own MikroORM, each part of it in one version',
    `  fix:   npm install -D ${missing.map(name => `${name}@${version}`).join(' ')}`,
    '',
  ].join('\n');
}
