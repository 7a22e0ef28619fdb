import type { Options } from '@mikro-orm/core';
import { headsOf, parentOf } from '../history/index.ts';
import type { Location } from '../problem/index.ts';
import { withProject } from './project.ts';

/** A migration that no other is made on top of. */
export interface Head {
  name: string;
  /** The migration that it was made on top of; `null` for the first. */
  parent: string | null;
  /** Its file; `null` where the configuration lists classes. */
  file: Location | null;
}

/** Every head of the project: more than one are branches that do not know of each other. */
export interface Heads {
  /** One, or more where branches were merged that did not know of each other; none without migrations. */
  heads: Head[];
}

/**
 * The migrations that no other follows. Needs no database.
 *
 * @example
 * const { heads: newest } = await heads(options);
 * if (newest.length > 1) console.log('two branches: npx plumb merge');
 */
export const heads = (options: Partial<Options>): Promise<Heads> =>
  withProject(options, async project => {
    const files = await project.files();
    return {
      heads: headsOf(files).map(file => ({
        name: file.name,
        parent: parentOf(files, files.indexOf(file)),
        file: file.path === undefined ? null : { file: file.path },
      })),
    };
  });
