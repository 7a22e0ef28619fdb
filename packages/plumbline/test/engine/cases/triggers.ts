import type { Case } from '../case.ts';

const docs = (...parts: string[]) =>
  ['create table docs (id integer primary key, title text, size integer)', ...parts].join('; ');
const touch = (body = 'return new;') =>
  `create function touch() returns trigger language plpgsql as $$ begin ${body} end $$`;
const trigger = (when: string, name = 'docs_touch') => `create trigger ${name} ${when} execute function touch()`;
const watch = 'before update on docs for each row';
const rows = `insert into docs values (1, 'a', 10)`;
const kept = 'select id, title from docs';

export const triggers: Case[] = [
  {
    name: 'nothing',
    before: docs(
      touch(),
      trigger(watch),
      trigger('after insert or delete on docs for each statement', 'two'),
      trigger('before update of title, size on docs for each row when (old.title is distinct from new.title)', 'three'),
      trigger(
        'after update on docs referencing old table as old_rows new table as new_rows for each statement',
        'four',
      ),
      `create constraint trigger five after insert on docs deferrable initially deferred for each row execute function touch()`,
    ),
    rows,
    up: [],
  },
  {
    name: 'one is added with its function',
    before: docs(),
    after: docs(touch(), trigger(watch)),
    rows,
    kept,
    up: [
      'create or replace function touch()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ begin return new; end $function$',
      'CREATE TRIGGER docs_touch BEFORE UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION touch()',
    ],
  },
  {
    name: 'one goes with its function',
    before: docs(touch(), trigger(watch)),
    after: docs(),
    rows,
    kept,
    up: ['drop trigger docs_touch on docs', 'drop function touch()'],
  },
  {
    name: 'another moment',
    before: docs(touch(), trigger(watch)),
    after: docs(touch(), trigger('after insert on docs for each row')),
    rows,
    kept,
    up: ['CREATE OR REPLACE TRIGGER docs_touch AFTER INSERT ON docs FOR EACH ROW EXECUTE FUNCTION touch()'],
  },
  {
    name: 'another condition',
    before: docs(touch(), trigger(`${watch} when (new.size > 1)`)),
    after: docs(touch(), trigger(`${watch} when (new.size > 2)`)),
    rows,
    kept,
    up: [
      'CREATE OR REPLACE TRIGGER docs_touch BEFORE UPDATE ON docs FOR EACH ROW WHEN ((new.size > 2)) EXECUTE FUNCTION touch()',
    ],
  },
  {
    name: 'an apostrophe and words that look like a table',
    before: docs(touch(), trigger(`${watch} when (new.title <> ' ON public.docs ')`)),
    after: docs(touch(), trigger(`${watch} when (new.title <> 'it''s ON public.docs ')`)),
    rows,
    kept,
    up: [
      "CREATE OR REPLACE TRIGGER docs_touch BEFORE UPDATE ON docs FOR EACH ROW WHEN ((new.title <> 'it''s ON public.docs '::text)) EXECUTE FUNCTION touch()",
    ],
  },
  {
    name: 'the function does something else',
    before: docs(touch(), trigger(watch)),
    after: docs(touch(`new.title := 'B'; return new;`), trigger(watch)),
    rows,
    kept,
    up: [
      "create or replace function touch()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ begin new.title := 'B'; return new; end $function$",
    ],
  },
  {
    name: 'it is switched off',
    before: docs(touch(), trigger(watch)),
    after: docs(touch(), trigger(watch), 'alter table docs disable trigger docs_touch'),
    rows,
    kept,
    up: ['alter table docs disable trigger docs_touch'],
  },
  {
    name: 'a note and a switch at once',
    before: docs(touch(), trigger(watch)),
    after: docs(
      touch(),
      trigger(watch),
      'alter table docs enable always trigger docs_touch',
      `comment on trigger docs_touch on docs is 'watches'`,
    ),
    rows,
    kept,
    up: ['alter table docs enable always trigger docs_touch', "comment on trigger docs_touch on docs is 'watches'"],
  },
  {
    name: 'a column that it watches changes its type',
    before: docs(touch(), trigger('before update of size on docs for each row when (new.size > 1)')),
    after: docs(touch(), trigger('before update of size on docs for each row when (new.size > 1)')).replace(
      'size integer',
      'size bigint',
    ),
    rows,
    kept,
    up: [
      'drop trigger docs_touch on docs',
      'alter table docs alter column size type bigint',
      'CREATE TRIGGER docs_touch BEFORE UPDATE OF size ON docs FOR EACH ROW WHEN ((new.size > 1)) EXECUTE FUNCTION touch()',
    ],
  },
  {
    name: 'a column that it watches is renamed',
    before: docs(touch(), trigger('before update of size on docs for each row')),
    after: docs(touch(), trigger('before update of size on docs for each row')).replaceAll('size', 'length'),
    answers: ['rename column docs.size=length'],
    rows,
    kept,
    up: ['alter table docs rename column size to length'],
  },
  {
    name: 'a table of another schema',
    before: `create schema app; ${docs(touch(), trigger(watch)).replaceAll('docs ', 'app.docs ')}`,
    after: `create schema app; ${docs(touch(), trigger('after update on docs for each row')).replaceAll('docs ', 'app.docs ')}`,
    up: ['CREATE OR REPLACE TRIGGER docs_touch AFTER UPDATE ON app.docs FOR EACH ROW EXECUTE FUNCTION touch()'],
  },
  {
    name: 'one that is switched off watches something else',
    before: docs(touch(), trigger(watch), 'alter table docs disable trigger docs_touch'),
    after: docs(touch(), trigger('after insert on docs for each row'), 'alter table docs disable trigger docs_touch'),
    rows,
    kept,
    up: [
      'CREATE OR REPLACE TRIGGER docs_touch AFTER INSERT ON docs FOR EACH ROW EXECUTE FUNCTION touch()',
      'alter table docs disable trigger docs_touch',
    ],
  },
  {
    name: 'one that was switched off watches something else from now on',
    before: docs(touch(), trigger(watch), 'alter table docs disable trigger docs_touch'),
    after: docs(touch(), trigger('before update of title on docs for each row')),
    rows,
    kept,
    up: ['CREATE OR REPLACE TRIGGER docs_touch BEFORE UPDATE OF title ON docs FOR EACH ROW EXECUTE FUNCTION touch()'],
  },
  {
    name: 'one that waits until the end of the transaction',
    before: docs(touch(), `create constraint trigger five after insert on docs for each row execute function touch()`),
    after: docs(
      touch(),
      `create constraint trigger five after insert on docs deferrable initially deferred for each row execute function touch()`,
    ),
    rows,
    kept,
    up: [
      'drop trigger five on docs',
      'CREATE CONSTRAINT TRIGGER five AFTER INSERT ON docs DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch()',
    ],
  },
  {
    name: 'another function, with transition tables',
    before: docs(
      touch(),
      `create function other() returns trigger language plpgsql as 'begin return null; end'`,
      'create trigger four after update on docs referencing old table as o for each statement execute function touch()',
    ),
    after: docs(
      touch(),
      `create function other() returns trigger language plpgsql as 'begin return null; end'`,
      'create trigger four after update on docs referencing old table as o new table as n for each statement execute function other()',
    ),
    rows,
    kept,
    up: [
      'CREATE OR REPLACE TRIGGER four AFTER UPDATE ON docs REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION other()',
    ],
  },
  {
    name: 'it becomes one that can wait',
    before: docs(touch(), 'create trigger five after insert on docs for each row execute function touch()'),
    after: docs(
      touch(),
      'create constraint trigger five after insert on docs deferrable for each row execute function touch()',
    ),
    rows,
    kept,
    up: [
      'drop trigger five on docs',
      'CREATE CONSTRAINT TRIGGER five AFTER INSERT ON docs DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION touch()',
    ],
  },
  ...['a ON public.docs b', 'CREATE TRIGGER ', 'x" ON public.docs "y'].map(name => ({
    name: `it is called ${name}`,
    before: docs(touch()),
    after: docs(
      `alter table docs add column "x ON public.docs y" text`,
      touch(),
      `create trigger "${name.replaceAll('"', '""')}" before update of "x ON public.docs y" on docs for each row execute function touch()`,
    ),
    up: [
      'alter table docs add column "x ON public.docs y" text',
      `CREATE TRIGGER "${name.replaceAll('"', '""')}" BEFORE UPDATE OF "x ON public.docs y" ON docs FOR EACH ROW EXECUTE FUNCTION touch()`,
    ],
  })),
];
