import type { NoticeListener } from '../connection/index.ts';
import type { Attendance } from '../orm/index.ts';
import { type Say, visible } from '../problem/index.ts';
import { confirmLosses, interview, isSomebodyThere } from './interview.ts';
import { chooseReporter } from './reporters/index.ts';

/** On standard error, where the result of a command is not. */
export const say: Say = text => void process.stderr.write(`${visible(text)}\n`);

/** Warnings, and information meant for the client; notices like "already exists" are not. */
export const sayNotice =
  (say: Say): NoticeListener =>
  ({ severity, message }) => {
    if (severity === 'WARNING') say(`warning: ${message}`);
    else if (severity === 'INFO') say(message);
  };

/** Whoever is at the terminal of this process, or reads its log. */
export const TERMINAL: Attendance = {
  reporter: () => chooseReporter(),
  person: () => (isSomebodyThere() ? { answer: interview, agree: confirmLosses } : undefined),
};
