import type { Session } from '../../catalog/index.ts';
import type { Catalog, Unsupported } from '../../objects/index.ts';
import type { LeftOut, Shadow } from '../../shadow/index.ts';

/** What a name on the command line stands for. */
export type StateKind = 'entities' | 'migrations' | 'db' | 'file' | 'git';

/** A schema that was read. */
export interface State {
  kind: StateKind;
  /** For people; never with a password. */
  title: string;
  catalog: Catalog;
  /** What is there that no difference is about. */
  unsupported: Unsupported[];
  /** What its source holds that it was read without. */
  leftOut: LeftOut[];
}

/** Where a schema comes from. */
export interface Source {
  kind: StateKind;
  title: string;
  /** Whether all of the project's migrations lead there. */
  isHead?: boolean;
  /** Reads it. What is not a database is built on the shadow, which holds it afterwards. */
  read(shadow: () => Promise<Shadow>): Promise<State>;
  /** Asks it about its rows, where it has some. */
  asking?<T>(work: (session: Session) => Promise<T>): Promise<T>;
}
