export { describeTarget, parseDsn, type ServerTarget } from './dsn.ts';
export { embeddedDriver } from './embedded-driver.ts';
export { EmbeddedFolder, isThere } from './embedded-folder.ts';
export { visibleLogger } from './logger.ts';
export type { Listeners, Notice, NoticeListener } from './notice.ts';
export { clientConfig, type Patience, reachServer } from './reach.ts';
export { resultsOf } from './results.ts';
export { type ConnectionHooks, serverDriver } from './server-driver.ts';
export type { PostgreSqlDriverClass, Way } from './way.ts';
