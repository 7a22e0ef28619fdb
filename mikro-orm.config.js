// The stock CLI only looks for TypeScript configurations when a TypeScript loader is installed. Node needs none.
export { default } from './mikro-orm.config.ts';
