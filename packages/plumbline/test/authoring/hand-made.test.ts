import { defineEntity, type EntitySchema, p } from '@mikro-orm/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SmallProject } from '../support/small-project.ts';

const user = (more: object = {}, rest: object = {}): EntitySchema =>
  defineEntity({
    name: 'User',
    tableName: 'users',
    properties: { id: p.integer().primary(), email: p.text(), ...more },
    ...rest,
  } as never) as unknown as EntitySchema;

/** What people make by hand, each with the name that it is asked about by. */
const HAND_MADE: [object: string, ...statements: string[]][] = [
  [
    'trigger users.touch',
    "create function stamp() returns trigger language plpgsql as 'begin return new; end'",
    'create trigger touch before update on users for each row execute function stamp()',
  ],
  [
    'function shout(value text)',
    "create function shout(value text) returns text language sql as 'select upper(value)'",
  ],
  ['index users.users_email_lower', 'create unique index users_email_lower on users (lower(email))'],
  ['index users.users_email_part', `create index users_email_part on users (email) where email <> ''`],
  ['constraint users.has_email', `alter table users add constraint has_email check (email <> '')`],
  ['constraint users.one_email', 'alter table users add constraint one_email unique (email)'],
  ['view mails', 'create view mails as select email from users'],
  ['view counted', 'create materialized view counted as select count(*) as n from users'],
  ['policy users.everybody', 'create policy everybody on users using (true)'],
  ['sequence tickets', 'create sequence tickets start with 100'],
  ['enum mood', `create type mood as enum ('fine', 'bad')`],
  ['table audit', 'create table audit (id serial primary key, what text); create index audit_what on audit (what)'],
  [
    'table events',
    'create table events (id integer, at date) partition by range (at)',
    `create table events_24 partition of events for values from ('2024-01-01') to ('2025-01-01')`,
    'create table events_25 partition of events default',
  ],
  [
    'column users.legacy',
    'alter table users add column legacy integer default 0; create index users_legacy on users (legacy)',
  ],
  ['schema reports', 'create schema reports'],
];

let project: SmallProject;
beforeEach(async () => {
  project = await SmallProject.create();
  await project.create([user()], { name: 'first' });
});
afterEach(() => project.remove());

const all = HAND_MADE.map(([object]) => object);
const age = user({ age: p.integer().nullable() });

describe('what a migration made by hand, and no entity mentions', () => {
  beforeEach(() =>
    project.write(
      'Migration29990101000000_by_hand',
      HAND_MADE.flatMap(([, ...statements]) => statements),
    ),
  );

  test('is asked about once each, before anything is written, and not dropped beside another change', async () => {
    const before = await project.migrations();
    const refused = await project.create([age]).catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'PL310' });
    const { message, why = '' } = refused as Error & { why?: string };
    expect(message).toContain(`${all.length} changes need answers`);
    expect(why).toContain('was made by Migration29990101000000_by_hand, and no entity mentions it');
    expect(why).toContain('--keep');
    expect(await project.migrations()).toEqual(before);
  });

  test('stays by an answer that is remembered, beside a change of what it hangs on', async () => {
    const answers = all.map(text => ({ flag: 'keep' as const, text }));
    const { fileName, diff } = await project.create([age], { answers });
    expect(diff.up).toEqual(['alter table users add column age integer']);
    expect(JSON.parse(await project.read('plumbline.decisions.json')).keep.sort()).toEqual([...all].sort());
    expect(await project.isClean([age])).toBe(true);
    // nobody is asked again, whatever the change
    const wide = user({ age: p.bigint().nullable(), email: p.string().length(300) });
    const { diff: second } = await project.create([wide]);
    expect(second.up.join('\n')).toContain('alter column email type character varying(300)');
    expect(await project.isClean([wide])).toBe(true);
    expect(fileName).not.toBe('');
  });

  test('goes by the other answer, which the screen and the header tell', async () => {
    const answers = all.map(text => ({ flag: 'drop' as const, text }));
    const options = { answers, allow: ['data-loss'] };
    // what only the trigger needed is asked about when that goes
    await expect(project.create([age], options)).rejects.toMatchObject({ code: 'PL310' });
    answers.push({ flag: 'drop', text: 'function stamp()' });
    const { code, told } = await project.create([age], options);
    for (const object of [...all, 'function stamp()']) {
      expect(told).toContain(`drop ${object}`);
      expect(code).toContain(`- drop ${object}\n`);
      expect(code.replaceAll('\n *  ', '')).toContain(`--drop '${object}'`);
    }
    expect(await project.isClean([age])).toBe(true);
  });
});

test('what a generated migration made goes without a question, whatever became of it meanwhile', async () => {
  const indexed = user(
    { name: p.text().nullable() },
    { indexes: [{ properties: ['email'] }], checks: [{ name: 'filled', expression: `email <> ''` }] },
  );
  await project.create([indexed], { name: 'indexed' });
  // the index and the check step aside, and come back
  const wider = user(
    { email: p.string().length(100), name: p.text().nullable() },
    { indexes: [{ properties: ['email'] }], checks: [{ name: 'filled', expression: `email <> ''` }] },
  );
  await project.create([wider], { name: 'wider' });
  const { code } = await project.create([user({ email: p.string().length(100), name: p.text().nullable() })], {
    name: 'bare',
  });
  expect(code).toContain('drop index');
  expect(code).toContain('drop constraint filled');
});

test('what is made by hand stays so through a generated migration that makes it again or renames its table', async () => {
  await project.write('Migration29990101000000_by_hand', ['create index by_length on users (length(email))']);
  const short = user({ email: p.string().length(50) });
  await project.create([short], { answers: [{ flag: 'keep', text: 'index public.by_length' }] });
  await project.put('plumbline.decisions.json', '{}');
  await expect(
    project.create([user({ email: p.string().length(50), age: p.integer().nullable() })]),
  ).rejects.toMatchObject({ code: 'PL310' });
});

test('a sequence that a column owns and takes no numbers from is asked about, too', async () => {
  await project.write('Migration29990101000000_by_hand', ['create sequence marks owned by users.email']);
  await expect(project.create([age])).rejects.toMatchObject({
    code: 'PL310',
    why: expect.stringContaining('sequence marks'),
  });
  const { diff } = await project.create([age], { answers: [{ flag: 'drop', text: 'sequence marks' }] });
  expect(diff.up).toContain('drop sequence marks');
});

describe('what a migration made by hand sets on a table, and no entity can say or says', () => {
  const policy = (name: string) => ({ name, using: 'true' });
  const secured = (...names: string[]): EntitySchema => user({}, { policies: names.map(policy) });
  test.each<[what: string, by: string[], keep: string[], kept: string[]]>([
    [
      'row level security that lets nobody through',
      ['alter table users enable row level security'],
      [],
      ['row level security of table users'],
    ],
    [
      'row level security with a policy that is kept',
      [
        'alter table users enable row level security',
        'alter table users force row level security',
        'create policy mine on users using (true)',
      ],
      ['policy users.mine'],
      ['row level security of table users'],
    ],
    ['storage parameters', ['alter table users set (fillfactor = 70)'], [], ['storage parameters of table users']],
    ['a table that is not logged', ['alter table users set unlogged'], [], ['being unlogged of table users']],
  ])('%s', async (_, by, keep, kept) => {
    await project.write('Migration29990101000000_by_hand', by);
    if (keep.length > 0) await project.put('plumbline.decisions.json', JSON.stringify({ keep }));
    expect(await project.isClean([user()])).toBe(true);
    const { diff, told } = await project.create([age], { name: 'age' });
    expect(diff.up).toEqual(['alter table users add column age integer']);
    for (const one of kept) expect(told).toContain(`note: no entity says it, and it stays: ${one}`);
  });

  test('row level security that an entity’s policy switched on goes with the last of them', async () => {
    await project.create([secured('mine', 'yours')], { name: 'secured' });
    const { diff } = await project.create([secured('mine')], { name: 'less' });
    expect(diff.up).toEqual(['drop policy yours on users']);
    const { diff: last } = await project.create([user()], { name: 'none' });
    expect(last.up.sort()).toEqual(['alter table users disable row level security', 'drop policy mine on users']);
  });
});
