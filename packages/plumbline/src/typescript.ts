import { readFileSync } from 'node:fs';
import { findPackageJSON, registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

let isTaught = false;

/**
 * Teaches a Node that does not read TypeScript by itself, as those before 22.18, to take the types out of the files of
 * packages that are ECMAScript modules: entities and migrations are written in it. Other files are left to whatever
 * loader the project has.
 */
export function readTypeScript(): void {
  if (process.features.typescript || isTaught) return;
  isTaught = true;
  registerHooks({
    load(url, context, next) {
      if (!url.startsWith('file:') || !/\.m?ts$/.test(url) || !isModule(url)) return next(url, context);
      const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
      return { format: 'module', source, shortCircuit: true };
    },
  });
}

function isModule(url: string): boolean {
  if (url.endsWith('.mts')) return true;
  const path = findPackageJSON(url);
  return path !== undefined && (JSON.parse(readFileSync(path, 'utf8')) as { type?: string }).type === 'module';
}
