import { Migration } from '@mikro-orm/migrations';

export class Migration20260101000002_second extends Migration {
  static readonly parent = 'Migration20260101000001_first';
  override name = 'Migration20260101000002_second';

  override up(): void {
    this.addSql(`alter table item add column note text default 'it''s'`);
  }

  override down(): void {
    this.addSql(`alter table item drop column note`);
  }
}
