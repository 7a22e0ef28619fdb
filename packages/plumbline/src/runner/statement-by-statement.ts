import type { LedgerEntry, Method } from '../history/index.ts';
import { Problem } from '../problem/index.ts';
import { serverProblem } from './failure.ts';
import { WHO } from './ledger.ts';
import { load } from './load.ts';
import { programOf, searchPath, type Unit } from './program.ts';
import type { Placed, RunContext } from './run-context.ts';
import { putBack, type Settings, settingsNow } from './settings.ts';
import { type SessionState, StatementStep } from './statement-step.ts';

/** Runs one migration statement by statement, each on its own, and goes on where an earlier run broke off. */
export async function runStatementByStatement(run: RunContext, method: Method, placed: Placed): Promise<void> {
  const { work, ledger, report } = run;
  const { file, entry } = placed;
  const { name } = file;
  const started = performance.now();
  const earlier = entry && entry.state !== 'applied' ? entry : undefined;
  await keepingSettings(run, async before => {
    const statements = await load(run, placed, method, work.context);
    const units = await programOf({ file, method, statements, transactional: false, ledger: ledger.sql, who: WHO });
    if (earlier) checkApplied(earlier, units);
    const session: SessionState = { changedSettings: new Set(), role: before?.role ?? 'none', of: statements.length };
    for (const unit of units) {
      if ('step' in unit) await new StatementStep(run, placed, unit, session).carryOut(earlier);
      else if (unit.part !== 'begin' || !earlier) await bookkeeping(run, name, unit, { before, started });
    }
  }).catch((error: unknown) => {
    throw serverProblem(error, `recording what ${name} did`);
  });
  await report({ type: 'finished', method, name, seconds: (performance.now() - started) / 1000 });
}

/** Begins a migration or ends it, which asks for nobody’s patience. */
async function bookkeeping(
  { work, ledger }: RunContext,
  name: string,
  { stands, commands }: Unit,
  { before, started }: { before: Settings | undefined; started: number },
): Promise<void> {
  const all = async (context = work.context): Promise<void> => {
    for (const command of commands) {
      if (command.type === 'mark') await ledger.write(name, command.mark, performance.now() - started, context);
      else if (before) await putBack(work, before, context);
    }
  };
  await (stands === 'inside' ? work.transaction(all) : all());
}

/**
 * The settings of a migration are for its own statements only. A proxy keeps no session to set anything in.
 *
 * @param steps puts the settings from before back itself where it comes to its end
 */
async function keepingSettings(
  { work, schema }: RunContext,
  steps: (before: Settings | undefined) => Promise<void>,
): Promise<void> {
  if (work.peer === 'proxy') return steps(undefined);
  const before = await settingsNow(work, work.context);
  for (const sql of searchPath(schema, 'session')) await work.query(sql);
  try {
    await steps(before);
  } catch (error) {
    await putBack(work, before, work.context).catch(() => {});
    throw error;
  }
}

/** @throws Problem PL231 when the file was changed above the statement at which it goes on */
function checkApplied({ name, applied, appliedDigest }: LedgerEntry, units: readonly Unit[]): void {
  if (!applied) return;
  const last = units.find(unit => 'step' in unit && unit.step.index === applied - 1);
  if (last && 'step' in last && last.step.appliedDigest === appliedDigest) return;
  throw new Problem('PL231', {
    what: `${name} is half done, and was edited above the point where it goes on; nothing was run`,
    why: `its first ${applied} statements are done, and no longer what the file says`,
    fix: 'restore those statements; what comes after them may be corrected',
  });
}
