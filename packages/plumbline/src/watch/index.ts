export { type Found, type WatchOptions, watch } from './watch.ts';
