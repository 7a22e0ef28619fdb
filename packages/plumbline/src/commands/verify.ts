import type { Options } from '@mikro-orm/core';
import { replay, replayOne, startReplay } from '../authoring/index.ts';
import type { Session } from '../catalog/index.ts';
import { reversed } from '../compare/index.ts';
import { forksOf, hasWayDown, headsOf, type Method, type MigrationFile, parentOf } from '../history/index.ts';
import { entityLocationsOf, locationOfMethod } from '../locations/index.ts';
import type { Catalog, Unsupported } from '../objects/index.ts';
import { type Location, Problem, type ProblemCode, silent } from '../problem/index.ts';
import { type Leg, ProofFailure, readState, roundTrip, type SchemaState, thereAndBack } from '../proof/index.ts';
import { type DifferenceGroup, groupDifferences } from '../report/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { pendingDifferences } from './keeping.ts';
import { type Project, withProject } from './project.ts';
import { askServer, entitiesOf } from './states/index.ts';

/** What came of replaying every migration up, down and up again. */
export interface Verified {
  /** The migrations that were replayed. */
  migrations: string[];
  ok: boolean;
  /** Everything that does not hold, in the order in which it was found. */
  findings: VerifyFinding[];
  /** Those that a baseline stands for, which were not replayed. */
  taken: string[];
  /** Those that have no way down, of which only the way up was tried. */
  noWayDown: string[];
  /** PostgreSQL's version on the shadow, as `server_version_num`. */
  shadowVersion: number;
  /** That of the configured server, where one is configured and answers. */
  production?: { database: string; version: number };
}

/** Something that does not hold. */
export interface VerifyFinding {
  code: ProblemCode;
  /** One line, without a full stop. */
  message: string;
  /** The migration that it is about; `null` where it is about all. */
  migration: string | null;
  /** What is to be mended, where it is known. */
  location: Location | null;
  /** What PostgreSQL said, where it refused. */
  why?: string;
  /** What differs: PostgreSQL's words as they should be, and as they are. */
  groups: DifferenceGroup[];
  /** The same of what no difference is about. */
  unmodelled: Unsupported[];
}

/**
 * Replays every migration on the shadow up, down and up again, each alone and then all of them, and compares what they
 * lead to with the entities. Needs no database; a server that is configured and answers is asked for its version.
 *
 * @example
 * const { ok, findings } = await verify(options);
 * if (!ok) throw new Error(findings[0]?.message);
 */
export const verify = (options: Partial<Options>): Promise<Verified> =>
  withProject(options, async project => {
    const [files, shadow] = [await project.files(), await project.shadow()];
    const walk = new Walk(shadow);
    const findings = forkedIn(files);
    const ended = await walk.all(files, findings);
    if (ended) {
      const entities = await entitiesOf(project).read(async () => shadow);
      const differences = await pendingDifferences(project, ended, entities.catalog);
      const [first] = differences;
      const location = first && (await entityLocationsOf(project.orm)).ofDifference(first);
      if (first)
        findings.push({
          ...about(undefined, 'PL510', 'the entities say what no migration does'),
          location: location ?? null,
          groups: groupDifferences(differences),
        });
    }
    const production = await askProduction(project);
    return {
      migrations: files.slice(walk.taken).map(({ name }) => name),
      taken: files.slice(0, walk.taken).map(({ name }) => name),
      ok: findings.length === 0,
      findings,
      noWayDown: walk.noWayDown,
      shadowVersion: (ended ?? (await shadow.read())).version,
      ...(production && { production }),
    };
  });

/** The migrations on the shadow, one after the other. */
class Walk {
  readonly noWayDown: string[] = [];
  /** How many of the first migrations the baseline stands for. */
  taken = 0;
  readonly #shadow: Shadow;
  /** The migration that is being tried. */
  #at: MigrationFile | undefined;

  constructor(shadow: Shadow) {
    this.#shadow = shadow;
  }

  /** @returns the last state; nothing where a migration does not run, and nothing after it can be said */
  async all(recorded: readonly MigrationFile[], findings: VerifyFinding[]): Promise<Catalog | undefined> {
    const read = () => readState(this.#shadow);
    // a baseline that cannot be had is no finding about a migration
    const { left: files } = await startReplay(this.#shadow, recorded);
    this.taken = recorded.length - files.length;
    const states = [await read()];
    try {
      for (const [i, file] of files.entries()) {
        const leg = this.#leg(file);
        if (!(await this.#hasWayDown(file))) {
          this.noWayDown.push(file.name);
          await leg.up('up');
          states.push(await read());
          continue;
        }
        const trip = await walked(roundTrip([leg], states[i] as SchemaState, { read }));
        if (trip instanceof ProofFailure) {
          findings.push(lostOn(file, trip));
          // what stays behind would be in the way of what comes next
          await replay(this.#shadow, recorded.slice(0, this.taken + i + 1));
          states.push(await read());
        } else states.push(trip.at(-1) as SchemaState);
      }
      // what one alone does may still be wrong for those before it
      if (files.length > 1 && findings.length === 0) {
        const end = files.findLastIndex(({ name }) => this.noWayDown.includes(name)) + 1;
        const chain = files.slice(end);
        const legs = chain.map(file => this.#leg(file));
        const failure = await walked(thereAndBack(legs, states.slice(end), { read }));
        if (failure)
          findings.push(lostOn(chain[failure.leg ?? 0] as MigrationFile, failure, 'together with the others, '));
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      findings.push(refused(error, this.#at));
      return undefined;
    }
    return states.at(-1)?.catalog;
  }

  #leg(file: MigrationFile): Leg {
    const run = async (method: Method): Promise<void> => {
      this.#at = file;
      await replayOne(this.#shadow, file, method);
    };
    return { up: () => run('up'), down: () => run('down') };
  }

  async #hasWayDown(file: MigrationFile): Promise<boolean> {
    return hasWayDown(await file.load({ execute: (sql: string) => this.#shadow.query(sql) }));
  }
}

/** What came of a round trip, or how it failed. */
const walked = <Result>(trip: Promise<Result>): Promise<Result | ProofFailure> =>
  trip.catch((error: unknown) => {
    if (error instanceof ProofFailure) return error;
    throw error;
  });

function lostOn(file: MigrationFile, failure: ProofFailure, when = ''): VerifyFinding {
  const { phase, message, differences, unsupported } = failure;
  const location = file.path === undefined ? null : locationOfMethod(file.path, phase === 'down' ? 'down' : 'up');
  const groups = groupDifferences(differences.map(reversed));
  return { ...about(file, 'PL540', `${file.name}: ${when}${message}`), location, groups, unmodelled: unsupported };
}

const about = (file: MigrationFile | undefined, code: ProblemCode, message: string): VerifyFinding => ({
  code,
  message,
  migration: file?.name ?? null,
  location: file?.path === undefined ? null : { file: file.path, line: 1, column: 1 },
  groups: [],
  unmodelled: [],
});

function refused({ code, message, location, why }: Problem, file: MigrationFile | undefined): VerifyFinding {
  const finding = about(file, code, message);
  return { ...finding, location: location ?? finding.location, ...(why !== undefined && { why }) };
}

/** Migrations that do not know of each other. */
function forkedIn(files: readonly MigrationFile[]): VerifyFinding[] {
  const forks = forksOf(files);
  const forked = forks.flatMap(({ parent, files }) =>
    files.map(file => [file, `is one of several made on top of ${parent ?? 'the empty database'}`] as const),
  );
  // with no fork there are several heads where what one was made on top of is gone
  const names = new Set(files.map(({ name }) => name));
  const cut = (headsOf(files).length > 1 ? files : []).flatMap((file, i) => {
    const parent = parentOf(files, i);
    return parent === null || names.has(parent)
      ? []
      : [[file, `was made on top of ${parent}, which has no file`] as const];
  });
  return [...forked, ...cut].map(([file, what]) => about(file, 'PL230', `${file.name} ${what}: npx plumb merge`));
}

/** A server that does not answer at once is not waited for: nothing of the gate depends on it. */
const AT_ONCE = { retries: 0, timeout: 2000 };

/** The version of a server that is configured and answers: what holds on the shadow holds there in its own way. */
async function askProduction({ database, orm: { driver } }: Project): Promise<Verified['production']> {
  if (!driver.server) return undefined;
  try {
    const version = (session: Session) =>
      session.query<{ version: string }>(`select current_setting('server_version_num') as version`);
    const [row] = await askServer(driver.server, version, { patience: AT_ONCE, say: silent });
    return row && { database, version: Number(row.version) };
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
