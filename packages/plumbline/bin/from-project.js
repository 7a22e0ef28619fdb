import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROJECT = join(process.cwd(), 'package.json');

/** Whether the package is installed in the project, and finds the project's packages by itself. */
function isInstalled() {
  try {
    createRequire(PROJECT).resolve('mikro-orm-plumbline/package.json');
    return true;
  } catch {
    return false;
  }
}

// brought for one command, as npx does: MikroORM is the project's all the same, as two of them do not fit together
if (!isInstalled())
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
