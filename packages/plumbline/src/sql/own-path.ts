/**
 * Where names of the toolkit's own SQL are looked up: in PostgreSQL's schema and nowhere else. A function or an operator
 * of somebody else whose argument types fit better would be called otherwise, with the rights of whoever runs a command.
 * Temporary tables come last, as PostgreSQL would look into them first.
 */
const PATH = 'pg_catalog, pg_temp';

/** Sets the path for a session that nothing but the toolkit uses. */
export const OWN_PATH = `set search_path = ${PATH}`;
