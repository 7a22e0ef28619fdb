/** SQLSTATEs of a server that ends sessions, is starting, has crashed or has none left; class 08 is that of connections. */
const SERVER = new Set(['57P01', '57P02', '57P03', '57P05', '53300']);
/** Of that class, and about what was sent: another connection would be told the same. */
const MALFORMED = '08P01';
/** Which part of PostgreSQL says what a statement itself raises: it may raise any code, and the connection stays. */
const RAISED = 'exec_stmt_raise';
/** What Node says of a socket that is gone. */
const SOCKET = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** The `pg` driver says it in words only. */
const WORDS = ['Connection terminated', 'Client has encountered a connection error', 'timeout expired'];

/** Whether an error, or what caused it, says that the connection is gone and nothing about the statement. */
export function isConnectionLoss(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const code = (one as { code?: string }).code ?? '';
    if (code === MALFORMED || (one as { routine?: string }).routine === RAISED) return false;
    // a server that answers with a code has said it over a connection; its words may be anybody's
    const isServer = /^[0-9A-Z]{5}$/.test(code) && !SOCKET.has(code);
    if (SERVER.has(code) || SOCKET.has(code) || /^08[0-9A-Z]{3}$/.test(code)) return true;
    const { message } = one;
    if (!isServer && WORDS.some(words => message.startsWith(words))) return true;
  }
  return false;
}
