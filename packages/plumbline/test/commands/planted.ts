/** One kind of change that somebody makes to a live database by hand, and what it has to be called. */
export interface Planted {
  what: string;
  sql: string;
  changed?: string[];
  missing?: string[];
  unknown?: string[];
  /** Of what changed, the facts, each from the migrations' words to those of the database. */
  facts?: [fact: string, from: string | null, to: string | null][];
}

/** Each on objects that no other one touches. */
export const PLANTED: Planted[] = [
  {
    what: 'a column was added',
    sql: 'alter table customers add column nickname text',
    unknown: ['column customers.nickname'],
  },
  {
    what: 'a column was dropped',
    sql: 'alter table reviews drop column remark',
    missing: ['column reviews.remark'],
  },
  {
    what: 'a column was renamed',
    sql: 'alter table order_lines rename column gift_note to note',
    missing: ['column order_lines.gift_note'],
    unknown: ['column order_lines.note'],
  },
  {
    what: 'a column’s type was changed',
    sql: 'alter table authors alter column prizes type bigint',
    changed: ['column authors.prizes'],
    facts: [['type', 'integer', 'bigint']],
  },
  {
    what: 'a vector was given another length',
    sql: 'alter table passages alter column vector type vector(3)',
    changed: ['column passages.vector'],
    facts: [['type', 'vector(384)', 'vector(3)']],
  },
  {
    what: 'a default was changed',
    sql: `alter table orders alter column currency set default 'USD'`,
    changed: ['column orders.currency'],
    facts: [['default', `'EUR'::text`, `'USD'::text`]],
  },
  {
    what: 'a column is no longer required',
    sql: 'alter table books alter column title drop not null',
    changed: ['column books.title'],
    facts: [['notNull', 'not null', null]],
  },
  {
    what: 'a column’s collation was changed',
    sql: 'alter table suppliers alter column account type text collate "C"',
    changed: ['column suppliers.account'],
    facts: [['collation', null, '"C"']],
  },
  {
    what: 'a check was dropped',
    sql: 'alter table books drop constraint chk_one_cover',
    missing: ['constraint books.chk_one_cover'],
  },
  {
    what: 'a check was made wider',
    sql: `alter table suppliers drop constraint suppliers_terms_check,
          add constraint suppliers_terms_check check (terms in ('prepaid', 'monthly', 'quarterly', 'never'))`,
    changed: ['constraint suppliers.suppliers_terms_check'],
    facts: [
      [
        'definition',
        `CHECK ((terms = ANY (ARRAY['prepaid'::text, 'monthly'::text, 'quarterly'::text])))`,
        `CHECK ((terms = ANY (ARRAY['prepaid'::text, 'monthly'::text, 'quarterly'::text, 'never'::text])))`,
      ],
    ],
  },
  {
    what: 'a unique constraint was dropped',
    sql: 'alter table books drop constraint books_title_edition_key',
    missing: ['constraint books.books_title_edition_key'],
  },
  {
    what: 'a foreign key deletes along in another way',
    sql: `alter table offers drop constraint offers_supplier_name_fkey,
          add constraint offers_supplier_name_fkey foreign key (supplier_name) references suppliers (name)`,
    changed: ['constraint offers.offers_supplier_name_fkey'],
    facts: [
      [
        'definition',
        'FOREIGN KEY (supplier_name) REFERENCES suppliers(name) ON DELETE CASCADE',
        'FOREIGN KEY (supplier_name) REFERENCES suppliers(name)',
      ],
    ],
  },
  {
    what: 'a foreign key was dropped',
    sql: 'alter table stock.shelves drop constraint shelves_book_id_fkey',
    missing: ['constraint stock.shelves.shelves_book_id_fkey'],
  },
  {
    what: 'an index was dropped',
    sql: 'drop index idx_books_isbn',
    missing: ['index books.idx_books_isbn'],
  },
  {
    what: 'an index was added in the night',
    sql: 'create index hotfix_idx on reviews (reader)',
    unknown: ['index reviews.hotfix_idx'],
  },
  {
    what: 'an index lost its predicate',
    sql: `drop index idx_lines_wrapping; create index idx_lines_wrapping on order_lines (wrapping)`,
    changed: ['index order_lines.idx_lines_wrapping'],
    facts: [['definition', 'USING btree (wrapping) WHERE (wrapping IS NOT NULL)', 'USING btree (wrapping)']],
  },
  {
    what: 'a vector index measures another distance, with other lists',
    sql: `drop index passages_vector_idx;
          create index passages_vector_idx on passages using ivfflat (vector vector_l2_ops) with (lists = 10)`,
    changed: ['index passages.passages_vector_idx'],
    facts: [
      [
        'definition',
        `USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`,
        `USING ivfflat (vector) WITH (lists='10')`,
      ],
    ],
  },
  {
    what: 'an enum has a new value',
    sql: `alter type book_format add value 'audio' after 'paperback'`,
    changed: ['enum book_format'],
    facts: [['labels', '["hardcover","paperback","map","score"]', '["hardcover","paperback","audio","map","score"]']],
  },
  {
    what: 'a value of an enum was renamed',
    sql: `alter type order_status rename value 'cancelled' to 'canceled'`,
    changed: ['enum order_status'],
    facts: [
      [
        'labels',
        '["pending","paid","shipped","returned","cancelled"]',
        '["pending","paid","shipped","returned","canceled"]',
      ],
    ],
  },
  {
    what: 'a function does something else',
    sql: `create or replace function supply_touch_updated_at() returns trigger language plpgsql as 'begin return NEW; end'`,
    changed: ['function supply_touch_updated_at()'],
  },
  {
    what: 'a trigger was switched off',
    sql: 'alter table suppliers disable trigger suppliers_set_updated_at',
    changed: ['trigger suppliers.suppliers_set_updated_at'],
    facts: [['enabled', null, 'disabled']],
  },
  {
    what: 'a trigger was dropped',
    sql: 'drop trigger orders_set_updated_at on orders',
    missing: ['trigger orders.orders_set_updated_at'],
  },
  {
    what: 'row level security was switched on, with a policy',
    sql: 'alter table customers enable row level security; create policy everybody on customers using (true)',
    changed: ['table customers'],
    unknown: ['policy customers.everybody'],
    facts: [['rls', null, 'row level security']],
  },
  {
    what: 'a comment was changed',
    sql: `comment on table order_lines is 'lines'`,
    changed: ['table order_lines'],
    facts: [['comment', 'The books of an order, with the price of that day', 'lines']],
  },
  {
    what: 'a table keeps room in its pages',
    sql: 'alter table books set (fillfactor = 70)',
    changed: ['table books'],
    facts: [['options', null, '["fillfactor=70"]']],
  },
  {
    what: 'a sequence counts in larger steps',
    sql: 'alter sequence passages_id_seq increment by 10',
    changed: ['sequence passages_id_seq'],
    facts: [['increment', '1', '10']],
  },
];

/** What somebody else keeps in the same database. */
export const THEIRS = {
  sql: `create table theirs (id int primary key, note text);
        create view their_view as select id from theirs;
        create function theirs_too() returns int language sql as 'select 1';
        create schema billing; create table billing.invoices (id int primary key)`,
  objects: ['function theirs_too()', 'schema billing', 'table billing.invoices', 'table theirs', 'view their_view'],
};
