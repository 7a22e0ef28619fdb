import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { MultimodalCapabilitiesSeeder } from './multimodal-capabilities-seeder.ts';
import { PromptsSeeder } from './prompts-seeder.ts';
import { ToolCatalogSeeder } from './tool-catalog-seeder.ts';

/** The platform's reference rows. Running it again changes nothing that an operator may have edited. */
export class DatabaseSeeder extends Seeder {
  override run(em: EntityManager): Promise<void> {
    return this.call(em, [ToolCatalogSeeder, MultimodalCapabilitiesSeeder, PromptsSeeder]);
  }
}
