import { expect, test } from 'vitest';
import { onServer } from '../support/engines.ts';
import { inDatabase } from './databases.ts';
import { RunProject } from './run-project.ts';

/** Says so on standard error when WebAssembly is compiled: the parser and the embedded database are. */
const TELLS = `for (const name of ['compile', 'instantiate', 'Module']) {
  const { [name]: before } = WebAssembly;
  WebAssembly[name] = function (...given) {
    process.stderr.write('compiled WebAssembly\\n');
    return new.target ? new before(...given) : before.apply(this, given);
  };
}`;

onServer('migration:up', () => {
  test('loads neither the parser nor the embedded database where it has nothing to do', async () => {
    const project = await RunProject.create({ Migration1: { parent: null, up: ['create table item (id integer)'] } });
    await inDatabase(async database => {
      const env = {
        ...database.env,
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(TELLS)}`,
      };
      const first = await project.succeeds(['migration:up'], env);
      expect(first.stderr).toContain('compiled WebAssembly');
      const again = await project.succeeds(['migration:up'], env);
      expect(again.stderr).toContain('nothing to do');
      expect(again.stderr).not.toContain('compiled WebAssembly');
    });
    await project.remove();
  });
});
