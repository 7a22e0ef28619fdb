import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { ToolCatalog } from '../entities/tools.ts';
import { insertMissing } from './support/write.ts';

export class ToolCatalogSeeder extends Seeder {
  override run(em: EntityManager): Promise<void> {
    return insertMissing(em, ToolCatalog, [
      {
        name: 'document_ingest',
        description: 'Extracts the text of an uploaded document, so that an agent can read it',
        parametersSchema: {
          type: 'object',
          properties: { attachment_id: { type: 'string' } },
          required: ['attachment_id'],
        },
        costImpact: 'medium',
        profiles: ['enhanced', 'max'],
      },
      {
        name: 'echo',
        description: 'Returns the text it is given, unchanged',
        parametersSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
        costImpact: 'low',
        profiles: ['standard', 'enhanced'],
      },
    ]);
  }
}
