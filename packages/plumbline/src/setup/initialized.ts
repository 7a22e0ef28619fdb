import type { Location, ProblemCode } from '../problem/index.ts';
import type { Ci } from './ci.ts';
import type { Origin } from './configuration-file.ts';
import type { ManagerName } from './manager.ts';
import type { Which } from './project.ts';

/** What `init` is to do, and whom it asks. */
export interface InitRequest extends Which {
  /** Whether to begin a project, in a folder that has none. */
  new?: boolean | undefined;
  /** Whether to say what would be done, and do nothing. */
  dryRun?: boolean | undefined;
  /** Tasks and launch configurations for VS Code. Asked about when it is absent. */
  vscode?: boolean | undefined;
  /** A job that compares entities and migrations. Asked about when it is absent and the repository has one of them. */
  ci?: Ci | 'none' | undefined;
  /** Asked before something is done, with what it is about. */
  agree(question: InitQuestion): Promise<boolean>;
}

/** What is asked, and what it is about. */
export interface InitQuestion {
  about: 'vscode' | 'ci' | 'write';
  message: string;
}

/** A file that `init` writes or changes. */
export interface InitFile {
  location: Location;
  outcome: 'new' | 'changed' | 'unchanged';
  what: string;
}

/** The project’s own configuration, and what the project is made with. */
export interface FoundConfiguration {
  location: Location;
  origin: Origin;
  /** The names of the configurations in it; none where it could not be loaded. */
  contexts: string[];
  /** The class of its driver, where it could be loaded and says one. */
  driver: string | null;
  language: 'TypeScript' | 'JavaScript';
  modules: 'ESM' | 'CommonJS';
  manager: ManagerName;
}

/** What `init` found and did. */
export interface Initialized {
  /** What became of it: a dry run shows, and a no declines. */
  outcome: 'written' | 'shown' | 'declined' | 'nothing to do';
  /** The project's own configuration, and how MikroORM finds it. */
  configuration: FoundConfiguration;
  files: InitFile[];
  /** What stands in the way, which a dry run tells with everything else. */
  obstacles: { code: ProblemCode; what: string; why: string; fix: string }[];
  /** What should be known, and what was not done. */
  notes: string[];
  /** What is to be run next. */
  next: string[];
}
