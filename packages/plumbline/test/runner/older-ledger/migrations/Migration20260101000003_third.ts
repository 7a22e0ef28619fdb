import { Migration } from '@mikro-orm/migrations';

export class Migration20260101000003_third extends Migration {
  static readonly parent = 'Migration20260101000002_second';
  override name = 'Migration20260101000003_third';

  override isTransactional(): boolean {
    return false;
  }

  override up(): void {
    this.addSql(`insert into item (n) values (4)`);
    this.addSql(`create index concurrently item_n_idx on item (n)`);
    this.addSql(`insert into item (n) select 1 / count(*) from item where n = 100`);
    this.addSql(`insert into item (n) values (5)`);
  }

  override down(): void {
    this.addSql(`drop index concurrently item_n_idx`);
  }
}
