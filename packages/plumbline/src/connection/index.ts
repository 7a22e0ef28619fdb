export { describeTarget, parseDsn, type ServerTarget } from './dsn.ts';
export type { Notice, NoticeListener } from './notice.ts';
export { clientConfig, type Patience, reachServer } from './reach.ts';
