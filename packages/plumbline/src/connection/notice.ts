import { say } from '../problem/index.ts';

/** What PostgreSQL says beside its answers, with RAISE or of its own. */
export interface Notice {
  /** DEBUG, LOG, INFO, NOTICE or WARNING. */
  severity: string;
  message: string;
}

export type NoticeListener = (notice: Notice) => void;

/** Shows warnings and information meant for the client on standard error; notices like "already exists" are not. */
export const printNotice: NoticeListener = ({ severity, message }) => {
  if (severity === 'WARNING') say(`warning: ${message}`);
  else if (severity === 'INFO') say(message);
};
