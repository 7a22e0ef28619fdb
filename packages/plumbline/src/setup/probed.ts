import type { ProblemCode } from '../problem/index.ts';

/** What a process of its own is asked to look at: a configuration may end the process that loads it. */
export interface ProbeRequest {
  /** Where the project is, an absolute path. */
  folder: string;
  /** The file to load; MikroORM's rules say which, where it is absent. */
  config: string[] | undefined;
  contextName: string;
  /** Whether the configured database is asked, too. */
  database: boolean;
}

/** A problem, as it goes from one process to another. */
export interface ProbeProblem {
  code: ProblemCode;
  what: string;
  file?: string | undefined;
  line?: number | undefined;
  why?: string | undefined;
  fix?: string | undefined;
}

/** What a configuration says, as far as a set-up depends on it. */
export interface ProbedConfiguration {
  /** The file that was loaded. */
  path: string;
  form: 'object' | 'function' | 'list';
  /** The names of the configurations in it; `default` has none of its own. */
  contexts: string[];
  /** The class of the driver; absent where none is said. */
  driver?: string;
  /** Whether it says which database. */
  hasConnection: boolean;
  /** Whether it goes through Plumbline. */
  adopted: boolean;
  /** Folders of migrations. */
  migrations: string[];
}

/** What was found in the database of a configuration. */
export interface ProbedDatabase {
  /** Which one, for people. */
  name: string;
  /** Tables of other tools, and whose they are. */
  ledgers: { table: string; tool: string }[];
}

export interface Probed {
  configuration?: ProbedConfiguration;
  /** Why it could not be loaded. */
  unloadable?: ProbeProblem;
  /** An option that cannot be honoured. */
  option?: ProbeProblem;
  database?: ProbedDatabase;
  /** Why the database was not looked at. */
  unreached?: string;
  /** The kind of TypeScript loader that was used. */
  loader?: string;
}
