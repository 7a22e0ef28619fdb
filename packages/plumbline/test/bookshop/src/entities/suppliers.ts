import { defineEntity, p } from '@mikro-orm/core';
import { writtenAt } from './columns.ts';
import { touchSupply } from './functions.ts';

export const Supplier = defineEntity({
  name: 'Supplier',
  tableName: 'suppliers',
  comment: 'Publishers and wholesalers that the shop buys from',
  properties: {
    name: p.text().primary(),
    kind: p.enum(['publisher', 'wholesaler']),
    city: p.text(),
    terms: p.enum(['prepaid', 'monthly', 'quarterly']).nullable().default('monthly'),
    account: p.text(),
    createdAt: writtenAt(),
    updatedAt: writtenAt(),
  },
  indexes: [{ properties: 'kind' }, { properties: 'city' }],
  triggers: [touchSupply('suppliers_set_updated_at', 'suppliers')],
});

export const Offer = defineEntity({
  name: 'Offer',
  tableName: 'offers',
  comment: 'What a supplier asks for an edition',
  properties: {
    isbn: p.text().primary(),
    supplier: () => p.manyToOne(Supplier).primary().joinColumn('supplier_name').deleteRule('cascade'),
    available: p.boolean(),
    updatedAt: writtenAt().nullable(),
  },
});
