import { defineEntity, p } from '@mikro-orm/core';
import { generatedUuid, writtenAt } from './columns.ts';

export const Review = defineEntity({
  name: 'Review',
  tableName: 'reviews',
  comment: 'What readers say of a book, from the shop and from elsewhere',
  properties: {
    id: generatedUuid(),
    bookId: p.uuid(),
    reader: p.text(),
    language: p.text(),
    site: p.text(),
    headline: p.text(),
    verified: p.boolean(),
    minutesRead: p.float().columnType('real'),
    helpfulVotes: p.float().columnType('real').defaultRaw('0.0'),
    stars: p.float().columnType('real').nullable(),
    remark: p.text().nullable(),
    writtenAt: writtenAt(),
  },
  checks: [
    { name: 'chk_votes_positive', expression: 'helpful_votes >= 0' },
    { name: 'chk_minutes_positive', expression: 'minutes_read >= 0' },
    {
      name: 'chk_stars_range',
      expression: 'stars is null or (stars >= 0.0 and stars <= 5.0)',
    },
  ],
  indexes: [
    { name: 'idx_reviews_book', properties: 'bookId' },
    { name: 'idx_reviews_site', properties: ['site', 'verified'] },
    {
      name: 'idx_reviews_language',
      columns: [{ name: 'language' }, { name: 'writtenAt', sort: 'desc' }],
    },
  ],
});
