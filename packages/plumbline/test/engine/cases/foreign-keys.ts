import type { Case } from '../case.ts';

const two = (reference: string, more = '') =>
  `create table authors (id integer primary key${more}); create table books (id integer primary key, author integer${reference})`;
const key = (rest = '') => `, constraint books_author foreign key (author) references authors (id)${rest}`;
const rows = 'insert into authors (id) values (1), (2); insert into books values (1, 1), (2, null)';
const kept = 'select * from books order by id';
const circle = `create table a (id integer primary key, b integer); create table b (id integer primary key, a integer references a); alter table a add constraint a_b foreign key (b) references b (id)`;

export const foreignKeys: Case[] = [
  {
    name: 'nothing',
    before: `${two(key(' on delete cascade on update set null deferrable initially deferred'))}; create table more (x integer, y integer, foreign key (x) references authors on delete set default, foreign key (y) references books (id) match full)`,
    up: [],
  },
  {
    name: 'one is added',
    before: two(''),
    after: two(key()),
    rows,
    kept,
    online: [
      ['alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id) not valid'],
      ['alter table books validate constraint books_author'],
    ],
    up: ['alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)'],
  },
  {
    name: 'one that a row breaks is added',
    before: two(''),
    after: two(key()),
    rows: 'insert into books values (1, 9)',
    hazards: ['broken-rule'],
    fails: 'violates foreign key constraint',
    up: ['alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)'],
  },
  {
    name: 'one with its column',
    before: 'create table authors (id integer primary key); create table books (id integer primary key)',
    after: two(key()),
    rows: 'insert into books values (1)',
    kept: 'select id from books',
    up: [
      'alter table books add column author integer',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)',
    ],
  },
  {
    name: 'another action',
    before: two(key()),
    after: two(key(' on delete cascade')),
    rows,
    kept,
    online: [
      [
        'alter table books drop constraint books_author',
        'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id) ON DELETE CASCADE not valid',
      ],
      ['alter table books validate constraint books_author'],
    ],
    up: [
      'alter table books drop constraint books_author',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id) ON DELETE CASCADE',
    ],
  },
  {
    name: 'it can wait from now on',
    before: two(key()),
    after: two(key(' deferrable initially deferred')),
    rows,
    kept,
    up: [
      'alter table books drop constraint books_author',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id) DEFERRABLE INITIALLY DEFERRED',
    ],
  },
  {
    name: 'it goes',
    before: two(key()),
    after: two(''),
    rows,
    kept,
    up: ['alter table books drop constraint books_author'],
  },
  {
    name: 'another name',
    before: two(key()),
    after: two(key().replace('books_author', 'written_by')),
    rows,
    kept,
    up: ['alter table books rename constraint books_author to written_by'],
  },
  {
    name: 'of two columns',
    before: 'create table p (x integer, y text, primary key (x, y)); create table c (px integer, py text)',
    after:
      'create table p (x integer, y text, primary key (x, y)); create table c (px integer, py text, constraint both_columns foreign key (py, px) references p (y, x))',
    rows: `insert into p values (1, 'a'); insert into c values (1, 'a')`,
    kept: 'select * from c',
    up: ['alter table c add constraint both_columns FOREIGN KEY (py, px) REFERENCES p(y, x)'],
  },
  {
    name: 'to another table',
    before: `create table people (id integer primary key); ${two(key())}`,
    after: `create table people (id integer primary key); ${two(key().replace('authors', 'people'))}`,
    rows: 'insert into authors values (1); insert into people values (1); insert into books values (1, 1)',
    kept,
    up: [
      'alter table books drop constraint books_author',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES people(id)',
    ],
  },
  {
    name: 'to the table itself',
    before: 'create table nodes (id integer primary key, parent integer)',
    after:
      'create table nodes (id integer primary key, parent integer, constraint nodes_parent foreign key (parent) references nodes)',
    rows: 'insert into nodes values (1, null), (2, 1)',
    kept: 'select * from nodes order by id',
    up: ['alter table nodes add constraint nodes_parent FOREIGN KEY (parent) REFERENCES nodes(id)'],
  },
  {
    name: 'the types of both ends change',
    before: two(key()),
    after: two(key()).replaceAll('integer', 'bigint'),
    rows,
    kept: 'select id::text as id, author::text as author from books order by id',
    up: [
      'alter table books drop constraint books_author',
      'alter table authors alter column id type bigint',
      'alter table books alter column author type bigint',
      'alter table books alter column id type bigint',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)',
    ],
  },
  {
    name: 'the types of both ends change to one without a cast',
    before: two(key()),
    after: two(key()).replaceAll('integer', 'uuid'),
    answers: [
      "convert authors.id=lpad(id::text, 32, '0')::uuid",
      "convert books.id=lpad(id::text, 32, '0')::uuid",
      "convert books.author=lpad(author::text, 32, '0')::uuid",
    ],
    hazards: ['decided-conversion', 'decided-conversion', 'decided-conversion'],
    rows: 'insert into authors values (1); insert into books values (1, 1)',
    gives: ['select author from books order by id', [{ author: '00000000-0000-0000-0000-000000000001' }]],
    up: [
      'alter table books drop constraint books_author',
      "alter table authors alter column id type uuid using lpad(id::text, 32, '0')::uuid",
      "alter table books alter column author type uuid using lpad(author::text, 32, '0')::uuid",
      "alter table books alter column id type uuid using lpad(id::text, 32, '0')::uuid",
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)',
    ],
  },
  {
    name: 'the key that it refers to is made anew',
    before: two(key(), ', other integer'),
    after: two(key(), ', other integer')
      .replace('id integer primary key, other', 'id integer unique, other')
      .replace('create table books', 'create table books'),
    rows,
    kept,
    up: [
      'alter table books drop constraint books_author',
      'alter table authors drop constraint authors_pkey',
      'alter table authors alter column id drop not null',
      'alter table authors add constraint authors_id_key UNIQUE (id)',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)',
    ],
  },
  {
    name: 'tables that refer to each other are made',
    after: circle,
    up: [
      'create table a (\n  id integer not null,\n  b integer,\n  constraint a_pkey PRIMARY KEY (id)\n)',
      'create table b (\n  id integer not null,\n  a integer,\n  constraint b_pkey PRIMARY KEY (id)\n)',
      'alter table a add constraint a_b FOREIGN KEY (b) REFERENCES b(id)',
      'alter table b add constraint b_a_fkey FOREIGN KEY (a) REFERENCES a(id)',
    ],
  },
  {
    name: 'tables that refer to each other go',
    before: circle,
    after: '',
    rows: 'insert into a values (1, null); insert into b values (1, 1); update a set b = 1',
    hazards: ['drop-table', 'drop-table'],
    up: ['alter table a drop constraint a_b', 'alter table b drop constraint b_a_fkey', 'drop table a', 'drop table b'],
  },
  {
    name: 'the table that it refers to goes',
    before: two(key()),
    after: 'create table books (id integer primary key, author integer)',
    rows: 'insert into authors values (1); insert into books values (1, null)',
    kept,
    hazards: ['drop-table'],
    up: ['alter table books drop constraint books_author', 'drop table authors'],
  },
  {
    name: 'three tables in a chain are made',
    after: `${two(key())}; create table pages (id integer primary key, book integer not null references books)`,
    up: [
      'create table authors (\n  id integer not null,\n  constraint authors_pkey PRIMARY KEY (id)\n)',
      'create table books (\n  id integer not null,\n  author integer,\n  constraint books_pkey PRIMARY KEY (id)\n)',
      'create table pages (\n  id integer not null,\n  book integer not null,\n  constraint pages_pkey PRIMARY KEY (id)\n)',
      'alter table books add constraint books_author FOREIGN KEY (author) REFERENCES authors(id)',
      'alter table pages add constraint pages_book_fkey FOREIGN KEY (book) REFERENCES books(id)',
    ],
  },
];
