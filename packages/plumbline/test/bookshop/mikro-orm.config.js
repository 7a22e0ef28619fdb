// The stock CLI looks for TypeScript configurations only where a TypeScript loader is installed. Node needs none.
import { loadConfiguration } from 'mikro-orm-plumbline/load';

export default await loadConfiguration(() => import('./mikro-orm.config.ts'));
