import { readFileSync } from 'node:fs';
import module from 'node:module';

/** What comes before the first module of the package, whichever way a command begins. */
export function prepareNode() {
  checkNode();
  // half of the time that a short command takes is reading the modules anew
  module.enableCompileCache();
}

/** Ends the process with a line where this Node is older than the package says in its package.json. */
function checkNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const oldest = engines.node.replace('>=', '');
  const [wanted, own] = [oldest, process.versions.node].map(version => version.split('.').map(Number));
  const differs = own.findIndex((part, i) => part !== wanted[i]);
  if (differs === -1 || own[differs] > wanted[differs]) return;
  process.stderr.write(
    `error: mikro-orm-plumbline needs Node ${oldest} or newer, and this is ${process.versions.node} (${process.execPath}).\n` +
      `Run it with a newer Node; in this package's own repository, npm run and make put theirs in front once npm ci has run with its scripts.\n`,
  );
  process.exit(1);
}
