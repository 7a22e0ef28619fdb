import { defineEntity, p } from '@mikro-orm/core';
import { VectorType } from 'mikro-orm-plumbline/types';
import { writtenAt } from './columns.ts';

/** What the embedding model produces. */
const DIMENSIONS = 384;

export const SessionEmbedding = defineEntity({
  name: 'SessionEmbedding',
  tableName: 'session_embeddings',
  comment: 'Texts of a session with their embeddings, for nearest-neighbour search',
  properties: {
    id: p.bigint('number').primary(),
    sessionId: p.uuid(),
    text: p.text(),
    vector: p.type(new VectorType(DIMENSIONS)).nullable(),
    metadata: p.json<Record<string, unknown>>().nullable(),
    createdAt: writtenAt().nullable(),
  },
  uniques: [
    {
      name: 'session_embeddings_session_text_key',
      properties: ['sessionId', 'text'],
    },
  ],
  indexes: [
    {
      name: 'session_embeddings_vector_idx',
      expression:
        'create index "session_embeddings_vector_idx" on "session_embeddings" using ivfflat ("vector" vector_cosine_ops) with (lists = 100)',
    },
  ],
});
