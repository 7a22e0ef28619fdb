import type { Difference } from '../compare/index.ts';
import type { EntityLocations } from '../locations/index.ts';
import type { Hazard, Question } from '../objects/index.ts';
import type { Location } from '../problem/index.ts';
import { ProofFailure } from '../proof/index.ts';
import { type Diagnostic, summarizeDifference, withoutParts } from '../report/index.ts';
import { StatementFailure } from '../shadow/index.ts';
import { asProblem } from './problems.ts';
import { TooNew } from './too-new.ts';

/** What stands in the way of a change, with the location in the entities that it comes from. */
export async function withLocation(error: unknown, locations: () => Promise<EntityLocations>): Promise<unknown> {
  const location = await locationOfError(error, locations).catch(() => undefined);
  return asProblem(error, location);
}

async function locationOfError(
  error: unknown,
  locations: () => Promise<EntityLocations>,
): Promise<Location | undefined> {
  if (error instanceof StatementFailure) return (await locations()).ofStatement(error.statement, error.position);
  if (error instanceof TooNew) return (await locations()).ofStatement(error.statement);
  if (!(error instanceof ProofFailure)) return undefined;
  const [difference] = error.differences;
  if (difference) return (await locations()).ofDifference(difference);
  return error.statement === undefined ? undefined : (await locations()).ofStatement(error.statement);
}

/** The location of the object of that id, as the differences know it. */
export function locationAmong(
  differences: readonly Difference[],
  id: string | undefined,
  locations: EntityLocations,
): Location | undefined {
  const found = differences.find(({ object }) => object.id === id);
  return found && locations.ofDifference(found);
}

/** What the entities say beyond the migrations. */
export const pendingDiagnostics = (differences: readonly Difference[], locations: EntityLocations): Diagnostic[] =>
  withoutParts(differences).map(difference => ({
    severity: 'warning',
    code: 'PL510',
    message: `no migration does this yet: ${summarizeDifference(difference)}`,
    location: locations.ofDifference(difference),
  }));

/** What a person has to say before a migration can be written, and what should be known before it runs. */
export const obstacleDiagnostics = (
  { questions, hazards }: { questions: readonly Question[]; hazards: readonly Hazard[] },
  differences: readonly Difference[],
  locations: EntityLocations,
): Diagnostic[] => [
  ...questions.map(({ message, object }) => ({
    severity: 'warning' as const,
    code: 'PL310' as const,
    message,
    location: locationAmong(differences, object, locations),
  })),
  ...hazards.map(({ kind, message, object }) => ({
    severity: kind === 'note' ? ('note' as const) : ('warning' as const),
    code: kind === 'data-loss' ? ('PL320' as const) : ('PL321' as const),
    message: `hazard (${kind}): ${message}`,
    location: locationAmong(differences, object, locations),
  })),
];
