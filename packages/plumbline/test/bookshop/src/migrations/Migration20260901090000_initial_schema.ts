import { Migration } from '@mikro-orm/migrations';

/**
 * What the shop opened with: books, customers, orders, reviews, and passages with their embeddings.
 *
 * - add schema stock
 * - add extension vector
 * - add enum book_format
 * - add enum line_status
 * - add enum order_status
 * - add function sales_touch_updated_at()
 * - add function supply_touch_updated_at()
 * - add table authors
 * - add table books
 * - add table books_authors
 * - add table customers
 * - add table order_lines
 * - add table orders
 * - add table passages
 * - add table reviews
 * - add table stock.shelves
 *
 * Hazard (note): IVFFlat index passages_vector_idx is built while passages holds no vectors: its lists fit none,
 *   and it finds little.
 *
 * Proven on PostgreSQL 18.3: up, nothing left to do, down, back where it was, up again; on empty tables.
 * Locks: none that wait.
 */
export class Migration20260901090000_initial_schema extends Migration {
  static readonly parent = null;
  static readonly proven = 'queued:4aeeefa6cf5f4d9844b9af6d159d66a279c4a9218312d87e127618b31d0402fa';
  override name = 'Migration20260901090000_initial_schema';

  override up(): void {
    // schema stock
    this.addSql(`create schema stock`);

    // extension vector
    this.addSql(`create extension if not exists vector`);

    // enum book_format
    this.addSql(`create type book_format as enum ('hardcover', 'paperback', 'map', 'score')`);

    // enum line_status
    this.addSql(`create type line_status as enum ('reserved', 'picked', 'packed', 'missing')`);

    // enum order_status
    this.addSql(`create type order_status as enum ('pending', 'paid', 'shipped', 'returned', 'cancelled')`);

    // table authors
    this.addSql(`create table authors (
  id uuid not null,
  name character varying(255) not null,
  prizes integer default 0 not null,
  biography text not null,
  created_at timestamp with time zone default now(),
  updated_at timestamp with time zone default now(),
  constraint authors_pkey PRIMARY KEY (id)
)`);
    this.addSql(`comment on table authors is 'Who wrote the books, by name'`);
    this.addSql(`alter table authors add constraint authors_name_key UNIQUE (name)`);

    // table books
    this.addSql(`create table books (
  id uuid default gen_random_uuid() not null,
  title text not null,
  edition integer default 1 not null,
  isbn character varying(13),
  format book_format not null,
  price_cents bigint default 0 not null,
  subjects jsonb default '[]'::jsonb not null,
  languages text[] default '{en}'::text[] not null,
  cover bytea,
  cover_url text,
  created_at timestamp with time zone default now() not null,
  constraint books_pkey PRIMARY KEY (id)
)`);
    this.addSql(`comment on table books is 'Every edition that the shop has ever had'`);
    this.addSql(`alter table books add constraint books_title_edition_key UNIQUE (title, edition, format)`);
    this.addSql(`alter table books add constraint chk_one_cover CHECK (((cover IS NULL) OR (cover_url IS NULL)))`);
    this.addSql(`create index idx_books_created on books USING btree (created_at DESC)`);
    this.addSql(`create index idx_books_isbn on books USING btree (isbn)`);
    this.addSql(`create index idx_books_subjects on books USING gin (subjects)`);

    // table books_authors
    this.addSql(`create table books_authors (
  book_id uuid not null,
  author_id uuid not null,
  constraint books_authors_pkey PRIMARY KEY (book_id, author_id)
)`);

    // table customers
    this.addSql(`create table customers (
  id uuid default gen_random_uuid() not null,
  email character varying(320) not null,
  name text not null,
  preferences jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint customers_pkey PRIMARY KEY (id)
)`);
    this.addSql(`comment on table customers is 'Who buys, and how to reach them'`);
    this.addSql(`alter table customers add constraint customers_email_key UNIQUE (email)`);

    // table order_lines
    this.addSql(`create table order_lines (
  order_id uuid not null,
  line_number integer not null,
  book_id uuid not null,
  status line_status default 'reserved'::line_status not null,
  copies integer default 1 not null,
  price_cents integer not null,
  gift_note text,
  wrapping text,
  constraint order_lines_pkey PRIMARY KEY (order_id, line_number)
)`);
    this.addSql(`comment on table order_lines is 'The books of an order, with the price of that day'`);
    this.addSql(`alter table order_lines add constraint uq_order_line_book UNIQUE (order_id, book_id)`);
    this.addSql(`create index idx_lines_book on order_lines USING btree (book_id)`);
    this.addSql(`create index idx_lines_wrapping on order_lines USING btree (wrapping) WHERE (wrapping IS NOT NULL)`);

    // table orders
    this.addSql(`create table orders (
  id uuid default gen_random_uuid() not null,
  customer_id uuid not null,
  status order_status default 'pending'::order_status not null,
  currency text default 'EUR'::text not null,
  total_cents integer default 0 not null,
  paid_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint orders_pkey PRIMARY KEY (id)
)`);
    this.addSql(`comment on table orders is 'What somebody ordered at one time, and how far it is'`);
    this.addSql(`create index idx_orders_customer on orders USING btree (customer_id)`);
    this.addSql(`create index idx_orders_paid on orders USING btree (paid_at) WHERE (paid_at IS NOT NULL)`);
    this.addSql(`create index idx_orders_status on orders USING btree (status, created_at)`);

    // table passages
    this.addSql(`create table passages (
  id bigserial not null,
  book_id uuid not null,
  text text not null,
  vector vector(384),
  metadata jsonb,
  created_at timestamp with time zone default now(),
  constraint passages_pkey PRIMARY KEY (id)
)`);
    this.addSql(`comment on table passages is 'Passages of books with their embeddings, to find those that say something alike'`);
    this.addSql(`alter table passages add constraint passages_book_text_key UNIQUE (book_id, text)`);
    this.addSql(`create index passages_vector_idx on passages USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`);

    // table reviews
    this.addSql(`create table reviews (
  id uuid default gen_random_uuid() not null,
  book_id uuid not null,
  reader text not null,
  language text not null,
  site text not null,
  headline text not null,
  verified boolean not null,
  minutes_read real not null,
  helpful_votes real default 0.0 not null,
  stars real,
  remark text,
  written_at timestamp with time zone default now() not null,
  constraint reviews_pkey PRIMARY KEY (id)
)`);
    this.addSql(`comment on table reviews is 'What readers say of a book, from the shop and from elsewhere'`);
    this.addSql(`alter table reviews add constraint chk_minutes_positive CHECK ((minutes_read >= (0)::double precision))`);
    this.addSql(`alter table reviews add constraint chk_stars_range CHECK (((stars IS NULL) OR ((stars >= (0.0)::double precision) AND (stars <= (5.0)::double precision))))`);
    this.addSql(`alter table reviews add constraint chk_votes_positive CHECK ((helpful_votes >= (0)::double precision))`);
    this.addSql(`create index idx_reviews_book on reviews USING btree (book_id)`);
    this.addSql(`create index idx_reviews_language on reviews USING btree (language, written_at DESC)`);
    this.addSql(`create index idx_reviews_site on reviews USING btree (site, verified)`);

    // table stock.shelves
    this.addSql(`create table stock.shelves (
  aisle text not null,
  place integer not null,
  book_id uuid,
  copies integer default 0 not null,
  constraint shelves_pkey PRIMARY KEY (aisle, place)
)`);
    this.addSql(`comment on table stock.shelves is 'Where a book stands, and how many of it'`);
    this.addSql(`create index shelves_book_id_idx on stock.shelves USING btree (book_id)`);

    // table books_authors
    this.addSql(`alter table books_authors add constraint books_authors_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors(id) ON UPDATE CASCADE ON DELETE CASCADE`);
    this.addSql(`alter table books_authors add constraint books_authors_book_id_fkey FOREIGN KEY (book_id) REFERENCES books(id) ON UPDATE CASCADE ON DELETE CASCADE`);

    // table order_lines
    this.addSql(`alter table order_lines add constraint order_lines_book_id_fkey FOREIGN KEY (book_id) REFERENCES books(id) ON DELETE RESTRICT`);
    this.addSql(`alter table order_lines add constraint order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id) ON DELETE CASCADE`);

    // table orders
    this.addSql(`alter table orders add constraint orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE RESTRICT`);

    // table stock.shelves
    this.addSql(`alter table stock.shelves add constraint shelves_book_id_fkey FOREIGN KEY (book_id) REFERENCES books(id) ON DELETE SET NULL`);

    // function sales_touch_updated_at()
    this.addSql(`create or replace function sales_touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin NEW.updated_at = now(); RETURN NEW; end $function$`);

    // function supply_touch_updated_at()
    this.addSql(`create or replace function supply_touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin NEW.updated_at = now(); RETURN NEW; end $function$`);

    // table customers
    this.addSql(`CREATE TRIGGER customers_set_updated_at BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION sales_touch_updated_at()`);

    // table orders
    this.addSql(`CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION sales_touch_updated_at()`);
  }

  override down(): void {
    // table books_authors
    this.addSql(`alter table books_authors drop constraint books_authors_author_id_fkey`);
    this.addSql(`alter table books_authors drop constraint books_authors_book_id_fkey`);

    // table order_lines
    this.addSql(`alter table order_lines drop constraint order_lines_book_id_fkey`);
    this.addSql(`alter table order_lines drop constraint order_lines_order_id_fkey`);

    // table orders
    this.addSql(`alter table orders drop constraint orders_customer_id_fkey`);

    // table stock.shelves
    this.addSql(`alter table stock.shelves drop constraint shelves_book_id_fkey`);

    // table authors
    this.addSql(`drop table authors`);

    // table books
    this.addSql(`drop table books`);

    // table books_authors
    this.addSql(`drop table books_authors`);

    // table customers
    this.addSql(`drop table customers`);

    // table order_lines
    this.addSql(`drop table order_lines`);

    // table orders
    this.addSql(`drop table orders`);

    // table passages
    this.addSql(`drop table passages`);

    // table reviews
    this.addSql(`drop table reviews`);

    // table stock.shelves
    this.addSql(`drop table stock.shelves`);

    // function sales_touch_updated_at()
    this.addSql(`drop function sales_touch_updated_at()`);

    // function supply_touch_updated_at()
    this.addSql(`drop function supply_touch_updated_at()`);

    // enum book_format
    this.addSql(`drop type book_format`);

    // enum line_status
    this.addSql(`drop type line_status`);

    // enum order_status
    this.addSql(`drop type order_status`);

    // schema stock
    this.addSql(`drop schema stock`);
  }
}
