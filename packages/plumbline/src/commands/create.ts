import type { Options } from '@mikro-orm/core';
import type { Answer } from '../objects/index.ts';
import { migratorOf } from '../orm/index.ts';
import { settingsOf } from '../settings.ts';
import { withOrm } from './session.ts';

/** The migrations that were written. */
export interface Created {
  /** Names of the files that were written, none when nothing differs. */
  files: string[];
  up: string[];
  down: string[];
}

/** How a migration is named and written, with the answers to its questions. */
export interface CreateRequest {
  name?: string | undefined;
  path?: string | undefined;
  blank?: boolean | undefined;
  initial?: boolean | undefined;
  together?: boolean | undefined;
  allow?: string[] | undefined;
  answers: readonly Answer[];
}

/**
 * Writes the migration for what the entities say beyond the migrations, after proving it.
 *
 * @throws Problem PL310, PL320 or PL330 for what stands in the way; nothing is written then
 *
 * @example
 * const { files } = await createMigration(options, { name: 'phone', answers: [] });
 * for (const file of files) console.log(`written: ${file}`);
 */
export function createMigration(options: Partial<Options>, { blank, ...request }: CreateRequest): Promise<Created> {
  return withOrm(options, async orm => {
    const migrator = migratorOf(orm.config);
    const { fileName, diff } = blank
      ? await migrator.create(request.path, true, false, request.name)
      : await migrator.createProven({ ...request, progress: settingsOf(orm.config).say });
    return { files: fileName.split(', ').filter(Boolean), up: diff.up, down: diff.down };
  });
}
