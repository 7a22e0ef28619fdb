import { OLDEST } from '../objects/index.ts';
import { Problem } from '../problem/index.ts';
import type { SideSession } from './side-session.ts';

/**
 * Looks at the server before anything is done to it.
 *
 * @throws Problem PL170 for a server that cannot be written to, PL171 for one that is too old
 */
export async function checkServer(side: Pick<SideSession, 'query'>, oldest = OLDEST): Promise<void> {
  const [server] = await side.query<{ version: number; name: string; standby: boolean; read_only: boolean }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
            pg_is_in_recovery() as standby, current_setting('transaction_read_only')::boolean as read_only`,
  );
  if (!server) return;
  if (server.version < oldest) {
    throw new Problem('PL171', {
      what: `PostgreSQL ${server.name} is too old; nothing was run`,
      fix: `upgrade to PostgreSQL ${oldest / 10_000} or newer`,
    });
  }
  if (server.standby || server.read_only) {
    throw new Problem('PL170', {
      what: 'the server cannot be written to; nothing was run',
      why: server.standby ? 'it is a standby, which follows another server' : 'default_transaction_read_only is on',
      fix: server.standby
        ? 'run against the primary'
        : 'turn default_transaction_read_only off for this role or database',
    });
  }
}
