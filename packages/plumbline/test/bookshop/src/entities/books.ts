import { defineEntity, p } from '@mikro-orm/core';
import { Author } from './authors.ts';
import { generatedUuid, writtenAt } from './columns.ts';
import { BOOK_FORMAT } from './enums.ts';

export const Book = defineEntity({
  name: 'Book',
  tableName: 'books',
  comment: 'Every edition that the shop has ever had',
  properties: {
    id: generatedUuid(),
    title: p.text(),
    edition: p.integer().default(1),
    isbn: p.string().length(13).nullable(),
    format: p.enum(BOOK_FORMAT).nativeEnumName('book_format'),
    priceCents: p.bigint('number').defaultRaw('0'),
    subjects: p.json<string[]>().defaultRaw(`'[]'::jsonb`),
    languages: p.array<string>().columnType('text[]').defaultRaw(`'{en}'::text[]`),
    cover: p.blob().nullable(),
    coverUrl: p.text().nullable(),
    createdAt: writtenAt(),
    authors: () => p.manyToMany(Author).owner(),
  },
  checks: [{ name: 'chk_one_cover', expression: 'cover is null or cover_url is null' }],
  uniques: [{ name: 'books_title_edition_key', properties: ['title', 'edition', 'format'] }],
  indexes: [
    { name: 'idx_books_isbn', properties: 'isbn' },
    { name: 'idx_books_subjects', properties: 'subjects', type: 'gin' },
    { name: 'idx_books_created', columns: [{ name: 'createdAt', sort: 'desc' }] },
  ],
});

export const Shelf = defineEntity({
  name: 'Shelf',
  tableName: 'shelves',
  schema: 'stock',
  comment: 'Where a book stands, and how many of it',
  properties: {
    aisle: p.text().primary(),
    place: p.integer().primary(),
    book: () => p.manyToOne(Book).deleteRule('set null').nullable(),
    copies: p.integer().default(0),
  },
  indexes: [{ properties: 'book' }],
});
