import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { IMAGE } from '../support/postgres-container.ts';

/** A PostgreSQL 17 that only talks TLS, does not have pgvector and can be stopped and started. */
export interface TlsServer {
  host: string;
  port: number;
  password: string;
  /** Certificates and keys in files: `ca.pem`, `client.pem`, `client.key`, and `stranger.pem`, which signed nothing. */
  file(name: string): string;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const certificates = (host: string): string => `
  set -e
  mkdir -p /tls && cd /tls
  request() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" "\${@:2}"; }
  authority() { request "$1" -x509 -days 2 -keyout "$1.key" -out "$1.pem"; }
  signed() { # name, its CN, extensions
    request "$2" -keyout "$1.key" | openssl x509 -req -days 2 -CA ca.pem -CAkey ca.key -extfile <(echo "$3") -out "$1.pem"
  }
  authority ca
  authority stranger
  signed server server 'subjectAltName=${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}'
  signed client certified 'extendedKeyUsage=clientAuth'
  chown postgres /tls/*.key && chmod 600 /tls/*.key`;

const SETTINGS = `
  create role certified login;
  alter system set ssl = on;
  alter system set ssl_cert_file = '/tls/server.pem';
  alter system set ssl_key_file = '/tls/server.key';
  alter system set ssl_ca_file = '/tls/ca.pem'`;

const ONLY_TLS = ['local all all trust', 'hostssl all certified all cert', 'hostssl all all all scram-sha-256'].join(
  '\\n',
);

export async function startTlsServer(): Promise<TlsServer> {
  const password = 'plumbline-tls';
  const port = await freePort();
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ POSTGRES_PASSWORD: password })
    // Docker gives a port of its own choice anew with each start
    .withExposedPorts({ container: 5432, host: port })
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start();
  const host = container.getHost();
  const shell = async (script: string): Promise<string> => {
    const { exitCode, output } = await container.exec(['bash', '-c', script]);
    if (exitCode !== 0) throw new Error(`in the container: ${output}`);
    return output;
  };
  await shell(certificates(host));
  await shell('rm "$(pg_config --sharedir 2>/dev/null || echo /usr/share/postgresql/17)/extension/vector.control"');
  await shell(
    `echo "${SETTINGS}" | psql -U postgres -v ON_ERROR_STOP=1 && printf '${ONLY_TLS}\\n' > "$PGDATA/pg_hba.conf" && psql -U postgres -c 'select pg_reload_conf()'`,
  );

  const folder = await mkdtemp(join(tmpdir(), 'plumbline-tls-'));
  for (const name of ['ca.pem', 'client.pem', 'client.key', 'stranger.pem']) {
    await writeFile(join(folder, name), await shell(`cat /tls/${name}`));
  }
  const docker = (await getContainerRuntimeClient()).container.getById(container.getId());
  return {
    host,
    port,
    password,
    file: name => join(folder, name),
    stop: () => docker.stop(),
    start: () => docker.start(),
    async remove() {
      await container.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return address.port;
}
