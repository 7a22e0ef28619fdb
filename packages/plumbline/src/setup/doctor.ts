import { toProblem } from '../problem/index.ts';
import { checkApplication } from './checks/application.ts';
import { type DoctorCheck, findingOf, type Inspected, judged, notLookedAt } from './checks/check.ts';
import { checkLedgers, checkLoading, checkMigrator, checkOfOptions } from './checks/configuration.ts';
import { checkNode } from './checks/node.ts';
import { checkPackages, checkProduction } from './checks/packages.ts';
import { checkSnapshot } from './checks/snapshot.ts';
import { findProject, probeProject, type Which } from './project.ts';

/** What is right and wrong with the set-up of a project. */
export interface Diagnosis {
  /** Whether nothing that was looked at is wrong. */
  sound: boolean;
  checks: DoctorCheck[];
}

/** What is looked at, in the order in which it is told. */
const CHECKS: readonly ((inspected: Inspected) => DoctorCheck | Promise<DoctorCheck>)[] = [
  checkPackages,
  checkLoading,
  checkMigrator,
  checkOfOptions,
  checkApplication,
  checkSnapshot,
  checkProduction,
  checkLedgers,
];

/**
 * Looks at the set-up of the project in a folder, and says what is wrong with it, and why. Changes nothing.
 *
 * @example
 * const { sound, checks } = await doctor({ folder: import.meta.dirname });
 * if (!sound) for (const { findings } of checks) for (const { what, fix } of findings) console.log(what, fix);
 */
export async function doctor(which: Which): Promise<Diagnosis> {
  const checks = [checkNode(which.folder)];
  try {
    const found = await findProject(which);
    const inspected = { found, probed: await probeProject(found, which, { used: true }) };
    for (const check of CHECKS) checks.push(await check(inspected));
  } catch (error) {
    checks.push(judged('configuration', [findingOf(toProblem(error))], ''));
    checks.push(notLookedAt('everything else', 'there is no configuration to look at'));
  }
  return { sound: checks.every(({ state }) => state !== 'wrong'), checks };
}
