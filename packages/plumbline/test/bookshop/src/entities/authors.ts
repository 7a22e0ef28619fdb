import { defineEntity, p } from '@mikro-orm/core';
import { writtenAt } from './columns.ts';

export const Author = defineEntity({
  name: 'Author',
  tableName: 'authors',
  comment: 'Who wrote the books, by name',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(255).unique(),
    prizes: p.integer().default(0),
    biography: p.text(),
    createdAt: writtenAt().nullable(),
    updatedAt: writtenAt().nullable(),
  },
});
