import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** The length that a client gives when it asks for encryption instead of introducing itself. */
const ASKS_FOR_TLS = 8;

/** Stands between a client and a server, and keeps every statement that comes by. */
export class Recorder {
  readonly statements: string[] = [];
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async before(dsn: string): Promise<{ recorder: Recorder; dsn: string }> {
    const url = new URL(dsn);
    const [port, host] = [Number(url.port), url.hostname];
    const server = createServer();
    const recorder = new Recorder(server);
    server.on('connection', client => {
      const upstream = connect(port, host);
      for (const socket of [client, upstream]) {
        recorder.#open.add(socket);
        socket.on('error', () => {}).on('close', () => recorder.#open.delete(socket));
      }
      const read = recorder.#reader();
      client.on('data', chunk => read(chunk));
      client.pipe(upstream).pipe(client);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { recorder, dsn: url.href };
  }

  /** Takes the protocol apart: what a client says first has no letter in front, everything after it has. */
  #reader(): (chunk: Buffer) => void {
    let rest = Buffer.alloc(0);
    let introduced = false;
    return chunk => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const start = introduced ? 1 : 0;
        if (rest.length < start + 4) return;
        const end = start + rest.readInt32BE(start);
        if (rest.length < end) return;
        const body = rest.subarray(start + 4, end);
        if (introduced) this.#hear(String.fromCharCode(rest[0] as number), body);
        else introduced = end !== ASKS_FOR_TLS;
        rest = rest.subarray(end);
      }
    };
  }

  #hear(letter: string, body: Buffer): void {
    if (letter === 'Q') this.statements.push(body.subarray(0, -1).toString());
    if (letter === 'P') {
      const name = body.indexOf(0);
      this.statements.push(body.subarray(name + 1, body.indexOf(0, name + 1)).toString());
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
