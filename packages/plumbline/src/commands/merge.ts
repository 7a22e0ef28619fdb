import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { replay, replayOne, sayAstray } from '../authoring/index.ts';
import {
  headsOf,
  linearize,
  type Method,
  type MigrationFile,
  type Move,
  type NewFile,
  withIdentity,
  writeMigrations,
} from '../history/index.ts';
import { type Location, Problem } from '../problem/index.ts';
import { ProofFailure, readState, roundTrip, type SchemaState } from '../proof/index.ts';
import { pendingDifferences } from './keeping.ts';
import { type Project, withProject } from './project.ts';
import { entitiesOf } from './states/index.ts';

/** What was put on top of what. */
export interface Merged {
  /** The heads as they were, the one that stayed first. */
  heads: string[];
  /** The migrations that were put on top of others, in their new order. */
  moved: { from: string; to: string; parent: string | null; file: Location }[];
  /** How many objects the entities say otherwise than the merged migrations. */
  differences: number;
}

/** How two heads are merged. */
export interface MergeRequest {
  /** Asks no database whether it ran what is moved. */
  offline?: boolean | undefined;
}

/**
 * Puts the migrations of the later of two heads on top of the earlier one, and proves them there: up, down, up on the
 * shadow. Nothing is written when that fails, or when the configured database ran one of those that would be moved.
 *
 * @throws Problem PL560 where there is nothing that can be merged, PL330 for a failed proof
 *
 * @example
 * const { moved } = await merge(options, { offline: true });
 */
export const merge = (options: Partial<Options>, { offline = false }: MergeRequest = {}): Promise<Merged> =>
  withProject(options, async project => {
    const files = await project.files();
    const heads = headsOf(files).map(({ name }) => name);
    if (heads.length < 2)
      throw new Problem('PL560', {
        what: 'there is nothing to merge',
        why: heads.length === 0 ? 'the project has no migrations' : `${heads[0]} is the only head`,
      });
    const { order, moves } = linearize(files);
    if (!offline) await checkUnapplied(project, moves);
    const outputs = await Promise.all(moves.map(move => rewritten(project, move)));
    const differences = await proven(project, order, moves);
    const [{ folder = '' } = {}] = outputs;
    const written = await writeMigrations(
      folder,
      outputs.map(({ output }) => output),
      project.orm,
    );
    // one may have got the name that another one had
    for (const { file } of moves) if (!written.includes(file.path as string)) await rm(file.path as string);
    return {
      heads,
      moved: moves.map(({ file, name, parent }, i) => ({
        from: file.name,
        to: name,
        parent,
        file: { file: written[i] as string },
      })),
      differences,
    };
  });

async function rewritten({ orm }: Project, { file, name, parent }: Move): Promise<{ folder: string; output: NewFile }> {
  if (file.path === undefined)
    throw new Problem('PL560', {
      what: `${file.name} cannot be moved; nothing was written`,
      why: 'the configuration lists it as a class, so there is no file to write',
      fix: `set its static parent to '${parent}'`,
    });
  const text = await readFile(file.path, 'utf8');
  const identity = name === file.name ? { parent } : { parent, name };
  const fileName = name === file.name ? basename(file.path) : `${name}${extname(file.path)}`;
  const expected = {
    name,
    parent: file.parent === undefined ? undefined : parent,
    transactional: (await file.load(orm.driver)).isTransactional(),
    limits: await file.limits(),
  };
  const output = { name: fileName, text: withIdentity(file.path, text, identity), expected };
  return { folder: dirname(file.path), output };
}

/** @throws Problem PL560 where the ledger holds what would be written anew */
async function checkUnapplied(project: Project, moves: readonly Move[]): Promise<void> {
  const ran = new Set((await project.ledger()).map(({ name }) => name));
  const applied = moves.filter(({ file }) => ran.has(file.name)).map(({ file }) => file.name);
  if (applied.length === 0) return;
  throw new Problem('PL560', {
    what: `${applied.join(', ')} would be put on top of another migration, and ran already; nothing was written`,
    subject: project.database,
    why: 'its ledger knows the file as it was, and would take the new one for an edited one',
    fix: `take it back first: npx mikro-orm migration:down --only=${applied.toReversed().join(',')}`,
  });
}

/** @returns how many objects the entities say otherwise */
async function proven(project: Project, order: readonly MigrationFile[], moves: readonly Move[]): Promise<number> {
  const shadow = await project.shadow();
  const first = order.indexOf((moves[0] as Move).file);
  await replay(shadow, order.slice(0, first));
  const read = () => readState(shadow);
  let state = await read();
  for (const file of order.slice(first)) {
    const run = async (method: Method): Promise<void> => {
      await replayOne(shadow, file, method).catch((error: unknown) => {
        throw error instanceof Problem ? failed(file, method, error.why ?? error.message, error.location) : error;
      });
    };
    const leg = { up: () => run('up'), down: () => run('down') };
    const states = await roundTrip([leg], state, { read }).catch((error: unknown) => {
      throw error instanceof ProofFailure ? lost(file, error) : error;
    });
    state = states.at(-1) as SchemaState;
  }
  const entities = await entitiesOf(project).read(async () => shadow);
  return (await pendingDifferences(project, state.catalog, entities.catalog)).length;
}

const lost = (file: MigrationFile, failure: ProofFailure): Problem =>
  failed(file, failure.phase === 'down' ? 'down' : 'up', sayAstray(failure));

const failed = (file: MigrationFile, method: Method, why: string, location?: Location): Problem =>
  new Problem('PL330', {
    what: `${file.name} failed its proof on top of the other head, on the way ${method}; nothing was written`,
    location: location ?? (file.path === undefined ? undefined : { file: file.path }),
    why,
    fix: 'take what both branches do out of the later migration, and merge again',
  });
