import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { Author } from '../entities/authors.ts';
import { Supplier } from '../entities/suppliers.ts';

const AUTHORS = [
  { id: '4c3f6a52-60c5-4f1e-9b0a-0f6f3f5f7a01', name: 'Mary Shelley', biography: 'Wrote her first novel at eighteen.' },
  { id: '4c3f6a52-60c5-4f1e-9b0a-0f6f3f5f7a02', name: 'Jules Verne', biography: 'Travelled far, mostly at his desk.' },
];

const SUPPLIERS = [
  { name: 'Bindery & Sons', kind: 'publisher', city: 'Leipzig', account: 'B-1' },
  { name: 'Northern Books', kind: 'wholesaler', city: 'Tromsø', account: 'N-1' },
  { name: 'Paper Boat', kind: 'publisher', city: 'Cork', account: 'P-1' },
] as const;

/** The rows that every shop begins with. A row that is there stays as it is. */
export class DatabaseSeeder extends Seeder {
  override async run(em: EntityManager): Promise<void> {
    await em.upsertMany(Author, AUTHORS, { onConflictAction: 'ignore' });
    await em.upsertMany(Supplier, [...SUPPLIERS], { onConflictAction: 'ignore' });
  }
}
