import { defineEntity, p } from '@mikro-orm/core';
import { VectorType } from 'mikro-orm-plumbline/types';
import { writtenAt } from './columns.ts';

/** What the embedding model produces. */
const DIMENSIONS = 384;

export const Passage = defineEntity({
  name: 'Passage',
  tableName: 'passages',
  comment: 'Passages of books with their embeddings, to find those that say something alike',
  properties: {
    id: p.bigint('number').primary(),
    bookId: p.uuid(),
    text: p.text(),
    vector: p.type(new VectorType(DIMENSIONS)).nullable(),
    metadata: p.json<Record<string, unknown>>().nullable(),
    createdAt: writtenAt().nullable(),
  },
  uniques: [
    {
      name: 'passages_book_text_key',
      properties: ['bookId', 'text'],
    },
  ],
  indexes: [
    {
      name: 'passages_vector_idx',
      expression:
        'create index "passages_vector_idx" on "passages" using ivfflat ("vector" vector_cosine_ops) with (lists = 100)',
    },
  ],
});
