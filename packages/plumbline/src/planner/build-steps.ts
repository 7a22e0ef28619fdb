import {
  type Catalog,
  type Context,
  type Fill,
  type Hazard,
  isEmpty,
  kindOf,
  type ObjectHazard,
  objectOf,
  objectsOf,
  onlyAdds,
  sameLabels,
  wordsOf,
} from '../objects/index.ts';
import { SQLSTATE } from '../problem/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { changesOf } from './changes.ts';
import { madeAgain } from './filled.ts';
import { fillsOf } from './fills.ts';
import { madeUpValues } from './hazards/index.ts';
import { operationsOf } from './operations.ts';
import { inOrder } from './order.ts';
import type { PlanningContext } from './planning-context.ts';
import { withRights } from './rights.ts';
import { inStages } from './stages.ts';
import { limitsOf, type Step } from './step.ts';

/** How enums grow: `undefined` makes them anew. */
type Growth = 'in place' | 'committed' | undefined;

/** Steps, and the hazards that only show in them. */
interface BuiltSteps {
  steps: Step[];
  hazards: ObjectHazard[];
}

/** The steps. Enums grow in place where PostgreSQL lets the new values be used, and are made anew where not. */
export async function buildSteps(
  shadow: Shadow,
  planning: PlanningContext,
  hazards: readonly ObjectHazard[],
  { online, unasked }: { online: boolean; unasked: boolean },
): Promise<BuiltSteps> {
  const busy = online ? await busyTables(planning) : new Set<string>();
  const fills = await fillsOf(shadow, planning, unasked);
  const madeUp = await madeUpValues(planning, fills);
  const attempt = (growth: Growth): BuiltSteps => {
    const drawn = stepsOf(contextOf(planning, { busy, fills, growth }), [...hazards, ...madeUp]);
    return { ...drawn, hazards: [...madeUp, ...drawn.hazards] };
  };
  const grows = objectsOf(planning.to, 'enum').some(after => {
    const before = objectOf(planning.from, 'enum', after.id);
    return before && !sameLabels(before, after) && onlyAdds(before, after);
  });
  const inPlace = attempt('in place');
  if (!grows) return inPlace;
  const inTransaction = inPlace.steps.filter(({ phase }) => phase === 'transaction').map(({ sql }) => sql);
  const refusal = await shadow.refusal(inTransaction);
  return refusal?.code === SQLSTATE.unsafeNewEnumValueUsage ? attempt(online ? 'committed' : undefined) : inPlace;
}

/** Tables that are there before and after, and are not known to be empty. */
async function busyTables(planning: PlanningContext): Promise<Set<string>> {
  const { from, to } = planning;
  const busy = new Set<string>();
  for (const table of objectsOf(to, 'table')) {
    const before = objectOf(from, 'table', table.id);
    // what is done while others use the table is not to be had for a partitioned table as a whole
    const whole = table.facts.partitionKey === null && before?.facts.partitionKey === null;
    if (whole && !(await isEmpty(planning, table.id))) busy.add(table.id);
  }
  return busy;
}

function stepsOf(context: Context, hazards: readonly ObjectHazard[]): BuiltSteps {
  const changes = changesOf(context);
  const { steps: staged, hazards: separated } = withRights(
    inStages(inOrder(operationsOf(changes, context))),
    changes,
    context,
  );
  const again = [...madeAgain(changes), ...separated];
  const weighed = new Map<string, Hazard[]>();
  for (const { object, hazard } of [...hazards, ...again])
    weighed.set(object, [...(weighed.get(object) ?? []), hazard]);
  const steps = staged.map(({ sql, phase, stage, object }) => {
    const own = weighed.get(object.id) ?? [];
    weighed.delete(object.id);
    const group = object.parent?.id ?? object.id;
    const limits = limitsOf(phase, context.from.objects.has(group));
    return { sql, kind: object.kind, object: object.id, group, phase, stage, ...limits, hazards: own };
  });
  return { steps, hazards: again };
}

function contextOf(
  planning: PlanningContext,
  { busy, fills, growth }: { busy: ReadonlySet<string>; fills: ReadonlyMap<string, Fill>; growth: Growth },
): Context {
  const { from, to, retypings, version, ifMissing } = planning;
  const unquiet = new Set(
    objectsOf(from, 'column')
      .filter(column => {
        const after = objectOf(to, 'column', column.id);
        return (
          !after || after.facts.type !== column.facts.type || wordsOf(after).generated !== wordsOf(column).generated
        );
      })
      .map(({ parent }) => parent.id),
  );
  const context: Context = {
    from,
    to,
    version,
    ifMissing,
    online: table => busy.has(table),
    quiet: table => !wholesOf(from, table).some(whole => unquiet.has(whole)),
    fill: id => fills.get(id),
    conversion: (_, column) => retypings.get(column.id)?.conversion ?? {},
    growth: (before, after) => (onlyAdds(before, after) ? growth : undefined),
    replacements: type => planning.replacements.get(type?.id ?? '') ?? new Map(),
    isMadeAnew(type) {
      const [before, after] = [from.objects.get(type?.id ?? ''), to.objects.get(type?.id ?? '')];
      if (!before || !after) return false;
      return kindOf(after).columnType?.isMadeAnew(before, after, growth !== undefined, context.isMadeAnew) ?? false;
    },
    convert(column, before) {
      const type = to.objects.get(column.details.userType?.id ?? '');
      return type && kindOf(type).columnType?.convert(column, before, context);
    },
  };
  return context;
}

/** A table and all that it has its columns from: a column of theirs that goes takes an index of its own along. */
function wholesOf(catalog: Catalog, id: string): string[] {
  const facts = objectOf(catalog, 'table', id)?.facts;
  const above = [...(facts?.partitionOf ? [facts.partitionOf] : []), ...(facts?.inherits ?? [])];
  return [id, ...above.flatMap(one => wholesOf(catalog, one.id))];
}
