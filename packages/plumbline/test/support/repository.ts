import { join } from 'node:path';

/** The folder of the repository: what is installed is there, and the documentation. */
export const REPOSITORY = new URL('../../../..', import.meta.url).pathname;

/** A project that uses the package as others do: entities, migrations, seeders, and the configuration of the commands. */
export const BOOKSHOP = join(import.meta.dirname, '../bookshop');
