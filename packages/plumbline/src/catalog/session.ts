/** One connection to a database. The same session serves every call. */
export interface Session {
  /**
   * @param path where the names of the query are looked up, and of this one only; absent for where the session looks
   * them up itself
   */
  query<Row>(sql: string, path?: string): Promise<Row[]>;
}
