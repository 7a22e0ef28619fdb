import type { Difference } from '../compare/index.ts';
import type { Places } from '../locations/index.ts';
import type { Hazard, Question } from '../objects/index.ts';
import type { Location } from '../problem/index.ts';
import { ProofFailure } from '../proof/index.ts';
import { type Diagnostic, summarizeDifference, withoutParts } from '../report/index.ts';
import { StatementFailure } from '../shadow/index.ts';
import { asProblem } from './problems.ts';
import { TooNew } from './too-new.ts';

/** What stands in the way of a change, with the location in the entities that it comes from. */
export async function explained(error: unknown, places: () => Promise<Places>): Promise<unknown> {
  const location = await locationOfError(error, places).catch(() => undefined);
  return asProblem(error, location);
}

async function locationOfError(error: unknown, places: () => Promise<Places>): Promise<Location | undefined> {
  if (error instanceof StatementFailure) return (await places()).ofStatement(error.statement, error.position);
  if (error instanceof TooNew) return (await places()).ofStatement(error.statement);
  if (!(error instanceof ProofFailure)) return undefined;
  const [difference] = error.differences;
  if (difference) return (await places()).ofDifference(difference);
  return error.statement === undefined ? undefined : (await places()).ofStatement(error.statement);
}

/** The location of the object of that id, as the differences know it. */
export function locationAmong(
  differences: readonly Difference[],
  id: string | undefined,
  places: Places,
): Location | undefined {
  const found = differences.find(({ object }) => object.id === id);
  return found && places.ofDifference(found);
}

/** What the entities say beyond the migrations. */
export const pendingDiagnostics = (differences: readonly Difference[], places: Places): Diagnostic[] =>
  withoutParts(differences).map(difference => ({
    severity: 'warning',
    code: 'PL510',
    message: `no migration does this yet: ${summarizeDifference(difference)}`,
    location: places.ofDifference(difference),
  }));

/** What a person has to say before a migration can be written, and what should be known before it runs. */
export const obstacleDiagnostics = (
  { questions, hazards }: { questions: readonly Question[]; hazards: readonly Hazard[] },
  differences: readonly Difference[],
  places: Places,
): Diagnostic[] => [
  ...questions.map(({ message, object }) => ({
    severity: 'warning' as const,
    code: 'PL310' as const,
    message,
    location: locationAmong(differences, object, places),
  })),
  ...hazards.map(({ kind, message, object }) => ({
    severity: kind === 'note' ? ('note' as const) : ('warning' as const),
    code: kind === 'data-loss' ? ('PL320' as const) : ('PL321' as const),
    message: `hazard (${kind}): ${message}`,
    location: locationAmong(differences, object, places),
  })),
];
