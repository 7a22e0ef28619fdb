import { Problem } from '../problem/index.ts';
import { textOf } from './files.ts';
import { type PackageJson, rangeOf } from './package-json.ts';
import type { Probed } from './probed.ts';

const OTHERS = ['mysql', 'mariadb', 'sqlite', 'better-sqlite', 'libsql', 'mongodb', 'mssql', 'oracledb', 'sql-js'];
const POSTGRES = /postgres|pglite|plumbline/i;

/**
 * The driver that the configuration says, or what it imports, where it cannot be loaded.
 *
 * @throws Problem PL605 for one of another database than PostgreSQL
 */
export function checkDatabase(project: PackageJson, own: string, { configuration }: Probed): void {
  const other = configuration?.driver ?? importedDriver(project, own);
  if (other === undefined || configuration?.adopted || POSTGRES.test(other)) return;
  throw new Problem('PL605', {
    what: 'the configuration is for another database than PostgreSQL',
    location: { file: own },
    why: `its driver is ${other}`,
    fix: 'leave MikroORM’s own migrator there; of a configuration with several contexts, name one: --contextName NAME',
  });
}

function importedDriver(project: PackageJson, own: string): string | undefined {
  const text = textOf(own) ?? '';
  if (text.includes('@mikro-orm/postgresql')) return undefined;
  const imported = OTHERS.find(name => text.includes(`@mikro-orm/${name}'`) || text.includes(`@mikro-orm/${name}"`));
  if (imported !== undefined) return `@mikro-orm/${imported}`;
  const [only, ...more] = OTHERS.map(name => `@mikro-orm/${name}`).filter(name => rangeOf(project, name) !== undefined);
  return rangeOf(project, '@mikro-orm/postgresql') === undefined && more.length === 0 ? only : undefined;
}
