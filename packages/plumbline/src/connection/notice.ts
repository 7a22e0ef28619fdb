/** What PostgreSQL says beside its answers, with RAISE or of its own. */
export interface Notice {
  /** DEBUG, LOG, INFO, NOTICE or WARNING. */
  severity: string;
  message: string;
}

export type NoticeListener = (notice: Notice) => void;

/** Shows warnings and information meant for the client on standard error; notices like "already exists" are not. */
export const printNotice: NoticeListener = ({ severity, message }) => {
  if (severity === 'WARNING') process.stderr.write(`warning: ${message}\n`);
  else if (severity === 'INFO') process.stderr.write(`${message}\n`);
};
