import { Migration } from '@mikro-orm/migrations';

/** The first table. */
export class Migration20260101000001_first extends Migration {
  static readonly parent = null;
  override name = 'Migration20260101000001_first';

  override up(): void {
    this.addSql(`create table item (id bigint generated always as identity primary key, n integer)`);
    this.addSql(`insert into item (n) values (1), (2), (3)`);
  }

  override down(): void {
    this.addSql(`drop table item`);
  }
}
