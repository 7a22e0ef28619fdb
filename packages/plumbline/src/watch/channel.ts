import type { ChannelOptions } from 'birpc';
import { Problem, type ProblemCode } from '../problem/index.ts';

/** One end of a channel between threads. */
interface End {
  postMessage(message: unknown): void;
  on(event: 'message', hear: (message: unknown) => void): unknown;
}

/** A reply as birpc sends it, with the error of a call that failed. */
interface Reply {
  e?: unknown;
}

/** The channel for calls between threads. An error is one on the other side, too, and an answer may take its time. */
export const channelOf = (end: End): ChannelOptions & { timeout: number } => ({
  post: message => end.postMessage(message),
  on: hear => void end.on('message', hear),
  serialize: (message: Reply) => (message.e instanceof Error ? { ...message, e: asData(message.e) } : message),
  deserialize: (message: Reply) => (message.e === undefined ? message : { ...message, e: asError(message.e as Data) }),
  timeout: -1,
});

/** What PostgreSQL says of an error stands in fields beside the message. */
type Data = Record<string, string> & { message: string };

/** What an error says in texts; drivers hang functions on theirs, which no other thread can have. */
const asData = (error: Error): Data => ({
  ...Object.fromEntries(Object.entries(error).filter(([, value]) => typeof value === 'string')),
  message: error.message,
});

const asError = ({ code, ...error }: Data): Error =>
  error.name === 'Problem'
    ? new Problem(code as ProblemCode, { ...error, what: error.message })
    : Object.assign(new Error(error.message), error, { code });
