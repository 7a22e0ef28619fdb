import { relative } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { replay, replayOne } from '../authoring/index.ts';
import type { Session } from '../catalog/index.ts';
import { compareCatalogs } from '../compare/index.ts';
import { hasWayDown, headsOf, type Method, type MigrationFile, parentOf } from '../history/index.ts';
import { placeOfMethod, placesOf } from '../locations/index.ts';
import { type Catalog, kindOf, readUnsupported, type Unsupported, unsupportedOnlyIn } from '../objects/index.ts';
import { Problem, type ProblemCode, showPlace, silent } from '../problem/index.ts';
import { type DifferenceGroup, grouped } from '../report/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { withKept } from './kept.ts';
import { type Project, withProject } from './project.ts';
import { askServer, entitiesOf } from './states/index.ts';

export interface Verified {
  /** The migrations that were replayed. */
  migrations: string[];
  ok: boolean;
  /** Everything that does not hold, in the order in which it was found. */
  findings: VerifyFinding[];
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
  /** `file:line:column` of what is to be mended, where it is known. */
  place: string | null;
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
 */
export const verify = (options: Partial<Options>): Promise<Verified> =>
  withProject(options, async project => {
    const [files, shadow] = [await project.files(), await project.shadow()];
    const walk = new Walk(shadow);
    const findings = forksOf(files);
    const ended = await walk.all(files, findings);
    if (ended) {
      const entities = await entitiesOf(project).read(async () => shadow);
      const differences = compareCatalogs(ended.catalog, await withKept(project, ended.catalog, entities.catalog));
      const [first] = differences;
      const place = first && (await placesOf(project.orm)).ofDifference(first);
      if (first)
        findings.push({
          ...about(undefined, 'PL510', 'the entities say what no migration does'),
          place: place ? showPlace(place) : null,
          groups: grouped(differences),
        });
    }
    const production = await askProduction(project);
    return {
      migrations: files.map(({ name }) => name),
      ok: findings.length === 0,
      findings,
      noWayDown: walk.noWayDown,
      shadowVersion: (ended?.catalog ?? (await shadow.read())).version,
      ...(production && { production }),
    };
  });

/** A state that the shadow was in. */
interface Snapshot {
  catalog: Catalog;
  unmodelled: Unsupported[];
}

/** The migrations on the shadow, one after the other. */
class Walk {
  readonly noWayDown: string[] = [];
  readonly #shadow: Shadow;
  /** The migration that is being tried. */
  #at: MigrationFile | undefined;

  constructor(shadow: Shadow) {
    this.#shadow = shadow;
  }

  /** @returns the last state; nothing where a migration does not run, and nothing after it can be said */
  async all(files: readonly MigrationFile[], findings: VerifyFinding[]): Promise<Snapshot | undefined> {
    await this.#shadow.reset();
    const states = [await this.#state()];
    try {
      for (const [i, file] of files.entries()) {
        const before = states.at(-1) as Snapshot;
        await this.#run(file, 'up');
        const after = await this.#state();
        states.push(after);
        if (!(await this.#hasWayDown(file))) {
          this.noWayDown.push(file.name);
          continue;
        }
        await this.#run(file, 'down');
        const left = this.#differing(file, 'down', 'its way down does not lead back', before, await this.#state());
        findings.push(...left);
        // what stays behind would be in the way of the second time up
        if (left.length > 0) await replay(this.#shadow, files.slice(0, i + 1));
        else {
          await this.#run(file, 'up');
          findings.push(
            ...this.#differing(file, 'up', 'its second way up leads elsewhere', after, await this.#state()),
          );
        }
      }
      // what one alone does may still be wrong for those before it
      if (files.length > 1 && findings.length === 0) await this.#chain(files, states, findings);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      findings.push(refused(error, this.#at));
      return undefined;
    }
    return states.at(-1);
  }

  async #chain(files: readonly MigrationFile[], states: readonly Snapshot[], findings: VerifyFinding[]): Promise<void> {
    const end = files.findLastIndex(({ name }) => this.noWayDown.includes(name)) + 1;
    for (const [i, file] of [...files.entries()].slice(end).reverse()) {
      await this.#run(file, 'down');
      const before = states[i] as Snapshot;
      findings.push(
        ...this.#differing(file, 'down', 'all the way down, it does not lead back', before, await this.#state()),
      );
    }
    for (const file of files.slice(end)) await this.#run(file, 'up');
    const last = states.at(-1) as Snapshot;
    findings.push(
      ...this.#differing(files.at(-1), 'up', 'all the way up again leads elsewhere', last, await this.#state()),
    );
  }

  async #run(file: MigrationFile, method: Method): Promise<void> {
    this.#at = file;
    await replayOne(this.#shadow, file, method);
  }

  async #hasWayDown(file: MigrationFile): Promise<boolean> {
    return hasWayDown(await file.load({ execute: (sql: string) => this.#shadow.query(sql) }));
  }

  async #state(): Promise<Snapshot> {
    return { catalog: await this.#shadow.read(), unmodelled: await readUnsupported(this.#shadow) };
  }

  /** What differs. An extension stays behind: others may use it by then. */
  #differing(
    file: MigrationFile | undefined,
    method: Method,
    message: string,
    want: Snapshot,
    got: Snapshot,
  ): VerifyFinding[] {
    const differences = compareCatalogs(want.catalog, got.catalog);
    const groups = grouped(differences.filter(({ change, object }) => change !== 'add' || !kindOf(object).isShared));
    const unmodelled = [
      ...unsupportedOnlyIn(want.unmodelled, got.unmodelled),
      ...unsupportedOnlyIn(got.unmodelled, want.unmodelled),
    ];
    if (groups.length === 0 && unmodelled.length === 0) return [];
    const place = file?.path === undefined ? null : showPlace(placeOfMethod(file.path, method));
    return [{ ...about(file, 'PL540', `${file?.name}: ${message}`), place, groups, unmodelled }];
  }
}

const about = (file: MigrationFile | undefined, code: ProblemCode, message: string): VerifyFinding => ({
  code,
  message,
  migration: file?.name ?? null,
  place: file?.path === undefined ? null : `${relative(process.cwd(), file.path)}:1:1`,
  groups: [],
  unmodelled: [],
});

function refused({ code, message, where, why }: Problem, file: MigrationFile | undefined): VerifyFinding {
  const finding = about(file, code, message);
  return { ...finding, place: where ?? finding.place, ...(why !== undefined && { why }) };
}

/** Migrations that do not know of each other. */
function forksOf(files: readonly MigrationFile[]): VerifyFinding[] {
  const heads = headsOf(files);
  if (heads.length < 2) return [];
  return heads.map(file => {
    const parent = parentOf(files, files.indexOf(file)) ?? 'the empty database';
    return about(file, 'PL230', `${file.name} is one of several made on top of ${parent}: npx plumb merge`);
  });
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
