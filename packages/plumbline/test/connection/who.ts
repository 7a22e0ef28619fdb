import { MikroORM } from '@mikro-orm/core';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { plumbline } from '../../src/index.ts';
import { Author } from '../bookshop/src/entities/authors.ts';

/** What a server says of the connection that the toolkit makes with a DSN. */
export interface Who {
  role: string;
  database: string;
  encrypted: boolean;
  /** The subject of the client's certificate. */
  certificate: string | null;
}

export async function whoAndWhere(dsn: string): Promise<Who> {
  const env = { SA01_DB_DSN: dsn };
  const options = await plumbline({
    baseDir: '.',
    dsnVariable: 'SA01_DB_DSN',
    embeddedFolder: '',
    env,
    entities: [Author],
  });
  const orm = (await MikroORM.init(options)) as MikroORM<AbstractSqlDriver>;
  try {
    const [who] = await orm.em.execute<Who[]>(`
      select current_user as role, current_database() as database, ssl as encrypted, client_dn as certificate
      from pg_stat_ssl where pid = pg_backend_pid()`);
    return who as Who;
  } finally {
    await orm.close();
  }
}
