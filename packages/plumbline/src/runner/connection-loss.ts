import { hasSqlstate, isOfClass, SQLSTATE, SQLSTATE_CLASS, sqlstateOf } from '../problem/index.ts';

/** A server that ends sessions, is starting, has crashed or has none left. */
const SERVER = [
  SQLSTATE.adminShutdown,
  SQLSTATE.crashShutdown,
  SQLSTATE.cannotConnectNow,
  SQLSTATE.idleSessionTimeout,
  SQLSTATE.tooManyConnections,
];
/** Which part of PostgreSQL says what a statement itself raises: it may raise any code, and the connection stays. */
const RAISED = 'exec_stmt_raise';
/** What Node says of a socket that is gone. */
const SOCKET = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** The `pg` driver says it in words only. */
const MESSAGES = ['Connection terminated', 'Client has encountered a connection error', 'timeout expired'];

/** Whether an error, or what caused it, says that the connection is gone and nothing about the statement. */
export function isConnectionLoss(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code = '', routine } = one as { code?: string; routine?: string };
    // of its class, and about what was sent: another connection would get the same answer
    if (hasSqlstate(one, SQLSTATE.protocolViolation) || routine === RAISED) return false;
    if (SOCKET.has(code) || hasSqlstate(one, ...SERVER) || isOfClass(one, SQLSTATE_CLASS.connectionException))
      return true;
    const { message } = one;
    // a server that answers with a code has said it over a connection; its words may be anybody's
    if (sqlstateOf(one) === undefined && MESSAGES.some(start => message.startsWith(start))) return true;
  }
  return false;
}
