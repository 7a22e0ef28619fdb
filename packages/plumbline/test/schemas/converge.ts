import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathOf } from '../../scripts/fetch-schemas.ts';
import type { Diff } from '../../src/commands/diff.ts';
import { readScript } from '../../src/shadow/index.ts';
import { run } from '../support/command.ts';
import { BOOKSHOP } from '../support/repository.ts';
import type { PublicSchema } from './schemas.ts';

/** What came of leading one version of a schema to the other. */
export interface Converged {
  /** In the first version and in the second one. */
  tables: [number, number];
  differences: number;
  statements: number;
  /** Of `diff --sql`, with the start of the shadow. */
  seconds: number;
  /** PostgreSQL's version on the shadow, as `server_version_num`. */
  version: number;
  /** What no difference is about, as `KIND NAME`. */
  unmodelled: string[];
  /** What the versions were read without, as `WHAT (WHY)`. */
  leftOut: string[];
  /** The script that leads from the first version to the second, with what is for people in comments. */
  script: string;
  /** What differs from the second version once that ran on the first one. */
  left: Diff;
}

/**
 * Asks `plumb diff` for the way from one version to the other, runs it on the first one, and compares with the second.
 *
 * @param env names another shadow than the embedded one
 */
export async function converge(schema: PublicSchema, env: NodeJS.ProcessEnv = {}): Promise<Converged> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-schema-'));
  try {
    const [from, to] = [pathOf(schema, 0), pathOf(schema, 1)].map(path => `file:${relative(BOOKSHOP, path)}`);
    const own = { ...env, SA01_DB_DSN: '', PLUMBLINE_FOLDER: folder };
    const plumb = async (codes: number[], ...args: string[]) => {
      const ended = await run('plumb', ['diff', ...args], own);
      if (!codes.includes(Number(ended.code)))
        throw new Error(`plumb diff ${args.join(' ')}: ${ended.stderr}${ended.stdout.slice(0, 2000)}`);
      return ended;
    };
    const { stdout: script, seconds } = await plumb([0], `${from}`, `${to}`, '--sql', '--shape-only');
    const told = JSON.parse((await plumb([0, 51], `${from}`, `${to}`, '--json')).stdout) as Diff;
    const { statements } = await readScript(script);
    const applied = join(folder, 'applied.sql');
    await writeFile(applied, `${await readFile(pathOf(schema, 0), 'utf8')}\nreset all;\n${script}`);
    const left = JSON.parse((await plumb([0, 51], `file:${applied}`, `${to}`, '--json')).stdout) as Diff;
    const { same, onlyFrom, onlyTo } = told.unmodelled;
    return {
      tables: [told.from.tables, told.to.tables],
      differences: told.groups.reduce((sum, { differences }) => sum + differences.length, 0),
      statements: statements.filter(({ kind }) => kind !== 'VariableSetStmt').length,
      seconds,
      version: told.from.version,
      unmodelled: unique([...same, ...onlyFrom, ...onlyTo].map(({ kind, name }) => `${kind} ${name}`)),
      leftOut: unique([...told.from.leftOut, ...told.to.leftOut].map(({ what, why }) => `${what} (${why})`)),
      script,
      left,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
