import fc from 'fast-check';
import { type Model, model } from './model.ts';

/** One small change of a schema: something is taken from another one, or taken away, or one of its properties changes. */
interface Step {
  change: 'insert' | 'remove' | 'replace' | 'property' | 'swap';
  place: number;
  at: number;
  property: number;
}

type Item = Record<string, unknown>;

/** Two schemas that are a few steps apart. */
export const neighbours: fc.Arbitrary<[Model, Model]> = fc
  .tuple(model, model, fc.array(step(), { minLength: 1, maxLength: 4 }))
  .map(([before, donor, steps]) => {
    const after = structuredClone(before);
    for (const one of steps) take(one, after, donor);
    return [before, after];
  });

function step(): fc.Arbitrary<Step> {
  return fc.record({
    change: fc.constantFrom('insert', 'remove', 'replace', 'property', 'property', 'property', 'swap'),
    place: fc.nat({ max: 1000 }),
    at: fc.nat({ max: 1000 }),
    property: fc.nat({ max: 1000 }),
  });
}

/** Every list of a schema by its name, `tables` and `columns` of a table alike. */
function listsOf(value: unknown, name = ''): { name: string; items: Item[] }[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap(item => (typeof item === 'object' ? listsOf(item) : []));
    return value.some(item => typeof item !== 'object') ? inner : [{ name, items: value as Item[] }, ...inner];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => listsOf(part, key));
}

function take({ change, place, at, property }: Step, target: Model, donor: Model): void {
  const lists = listsOf(target);
  const list = lists[place % lists.length] as { name: string; items: Item[] };
  const gifts = listsOf(donor)
    .filter(({ name, items }) => name === list.name && items.length > 0)
    .flatMap(({ items }) => items);
  const gift = gifts.length === 0 ? undefined : structuredClone(gifts[at % gifts.length]);
  const i = list.items.length === 0 ? 0 : at % list.items.length;
  const old = list.items[i];
  if (change === 'remove') list.items.splice(i, 1);
  else if (change === 'swap' && old) list.items.unshift(...list.items.splice(i, 1));
  else if (gift && change === 'insert') list.items.splice(i, 0, gift);
  else if (gift && old && change === 'replace') list.items[i] = gift;
  else if (gift && old) {
    const keys = Object.keys(old);
    const key = keys[property % keys.length] as string;
    old[key] = gift[key];
  }
}
