import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Leg, ProofFailure, readState, roundTrip, type SchemaState, thereAndBack } from '../../src/proof/index.ts';
import { embeddedScratch, Shadow } from '../../src/shadow/index.ts';

let shadow: Shadow;
beforeAll(async () => {
  shadow = new Shadow(await embeddedScratch());
});
afterAll(() => shadow?.close());

const read = () => readState(shadow);

interface Part {
  up: string;
  down: string;
  /** Where the second way up is another one. */
  again?: string;
}
const leg = ({ up, down, again = up }: Part): Leg => ({
  up: phase => shadow.run(phase === 'up' ? up : again),
  down: () => shadow.run(down),
});
const ITEM: Part = { up: 'create table item (id integer)', down: 'drop table item' };
const PRICE: Part = { up: 'alter table item add price integer', down: 'alter table item drop price' };

async function walked(
  parts: readonly Part[],
  { before = '', wanted, backTo }: { before?: string; wanted?: SchemaState; backTo?: SchemaState } = {},
) {
  await shadow.reset();
  if (before) await shadow.run(before);
  return roundTrip(parts.map(leg), await read(), {
    read,
    ...(wanted && { wanted: () => wanted }),
    ...(backTo && { backTo }),
  });
}

test('what leads there, back and there again is told with the state before it and after each leg', async () => {
  const states = await walked([ITEM, PRICE]);
  const has = (id: string) => states.map(({ catalog }) => catalog.objects.has(id));
  expect(has('table item')).toEqual([false, true, true]);
  expect(has('column item.price')).toEqual([false, false, true]);
});

test.each<[string, Part[], object]>([
  [
    'a way down that leaves something behind',
    [ITEM, { ...PRICE, down: 'select' }],
    { phase: 'down', leg: 1, differences: [{ change: 'remove', object: { id: 'column item.price' } }] },
  ],
  [
    'a way down that takes too much',
    [ITEM, { ...PRICE, down: 'drop table item; create table item ()' }],
    { phase: 'down', leg: 1, differences: [{ change: 'add', object: { id: 'column item.id' } }] },
  ],
  [
    'a first way down that does not lead back',
    [{ ...ITEM, down: 'alter table item rename to old' }, PRICE],
    { phase: 'down', leg: 0 },
  ],
  [
    'a way down that leaves something behind which no catalog holds',
    [{ ...ITEM, up: `${ITEM.up}; create type span as (low integer)`, again: ITEM.up }],
    { phase: 'down', leg: 0, differences: [], unsupported: [{ kind: 'composite type', name: 'span' }] },
  ],
  [
    'a second way up that leads elsewhere',
    [{ ...ITEM, again: 'create table item (id bigint)' }],
    { phase: 'up again', leg: 0, differences: [{ change: 'alter', object: { id: 'column item.id' } }] },
  ],
])('%s is found', async (_, parts, failure) => {
  const error = await walked(parts).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(ProofFailure);
  expect(error).toMatchObject(failure);
});

test('something that is left to do is found before the way down', async () => {
  await walked([ITEM, PRICE]);
  const wanted = await read();
  await expect(walked([ITEM], { wanted })).rejects.toMatchObject({
    phase: 'up',
    differences: [{ change: 'add', object: { id: 'column item.price' } }],
  });
  expect((await shadow.read()).objects.has('table item')).toBe(true);
});

test('an extension may stay behind, and one that was there may not go', async () => {
  const vector = { up: 'create extension if not exists vector', down: 'select' };
  await expect(walked([vector])).resolves.toHaveLength(2);
  await expect(walked([{ ...vector, down: 'drop extension vector' }], { before: vector.up })).rejects.toMatchObject({
    phase: 'down',
    differences: [{ change: 'add', object: { id: 'extension vector' } }],
  });
});

test('what alone leads back is found where it does not behind others', async () => {
  const mark: Part = { up: 'create table mark ()', down: 'drop table mark' };
  const made = 'if exists (select from mark) then create table extra (); end if';
  const parts = [
    mark,
    { ...ITEM, down: `drop table item; do $$ begin ${made}; end $$` },
    { up: 'create table other (); insert into mark default values', down: 'drop table other' },
  ];
  await shadow.reset();
  const states = [await read()];
  for (const part of parts)
    states.push((await roundTrip([leg(part)], states.at(-1) as never, { read })).at(-1) as never);
  await expect(thereAndBack(parts.map(leg), states, { read })).rejects.toMatchObject({ phase: 'down', leg: 1 });
});

test('a way down that is to lead elsewhere is held to that, and not gone up again', async () => {
  const leaves = { ...ITEM, down: 'alter table item rename to old', again: 'select 1/0' };
  await shadow.reset();
  await shadow.run('create table old (id integer)');
  const backTo = await read();
  expect(await walked([leaves], { backTo })).toHaveLength(2);
  await expect(walked([{ ...leaves, down: 'select' }], { backTo })).rejects.toMatchObject({ phase: 'down' });
});
