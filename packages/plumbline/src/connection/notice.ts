import type { Say } from '../problem/index.ts';

/** What PostgreSQL says beside its answers, with RAISE or of its own. */
export interface Notice {
  /** DEBUG, LOG, INFO, NOTICE or WARNING. */
  severity: string;
  message: string;
}

export type NoticeListener = (notice: Notice) => void;

/** Who hears what is reported while a database is used. */
export interface Listeners {
  onNotice: NoticeListener;
  /** Of the toolkit's own: what is waited for, and warnings. */
  say: Say;
}
