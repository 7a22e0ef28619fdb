import { defineEntity, p } from '@mikro-orm/core';
import { writtenAt } from './columns.ts';

export const Prompt = defineEntity({
  name: 'Prompt',
  tableName: 'prompts',
  comment: 'Prompt templates by name',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(255).unique(),
    version: p.integer().default(1),
    content: p.text(),
    createdAt: writtenAt().nullable(),
    updatedAt: writtenAt().nullable(),
  },
});
