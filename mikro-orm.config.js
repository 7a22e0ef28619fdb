// The stock CLI looks for TypeScript configurations only where a TypeScript loader is installed. Node needs none.
import { loadConfiguration } from './src/toolkit/cli/load.ts';

export default await loadConfiguration(() => import('./mikro-orm.config.ts'));
