import type { ClientBase } from 'pg';

/** What each statement of a script gave. node-postgres answers with a list, which its types do not say. */
export async function resultsOf<Row>(client: Pick<ClientBase, 'query'>, script: string): Promise<{ rows: Row[] }[]> {
  const results: unknown = await client.query(script);
  return Array.isArray(results) ? results : [results as { rows: Row[] }];
}
