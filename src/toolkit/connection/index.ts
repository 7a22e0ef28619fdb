export { describeTarget, parseDsn, type ServerTarget } from './dsn.ts';
export { EmbeddedPostgres } from './embedded.ts';
export { embeddedDriver } from './embedded-driver.ts';
export { type Notice, type NoticeListener, printNotice } from './notice.ts';
export { serverDriver } from './server-driver.ts';
