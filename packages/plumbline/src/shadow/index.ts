export { embeddedScratch } from './embedded-scratch.ts';
export { grantedFor, openScratch, openShadow } from './open.ts';
export { type LeftOut, readScript } from './script.ts';
export { ScriptFile } from './script-file.ts';
export { type ScratchDatabase, Shadow, type ShadowOptions, StatementFailure } from './shadow.ts';
export { buildEntities, buildSchema, type EntityOptions, entityScript } from './states.ts';
