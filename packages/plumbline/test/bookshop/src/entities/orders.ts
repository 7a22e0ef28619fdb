import { defineEntity, p } from '@mikro-orm/core';
import { Book } from './books.ts';
import { generatedUuid, timestamp, writtenAt } from './columns.ts';
import { LINE_STATUS, ORDER_STATUS } from './enums.ts';
import { touchSales } from './functions.ts';

export const Customer = defineEntity({
  name: 'Customer',
  tableName: 'customers',
  comment: 'Who buys, and how to reach them',
  properties: {
    id: generatedUuid(),
    email: p.string().length(320).unique(),
    name: p.text(),
    preferences: p.json<Record<string, unknown>>().defaultRaw(`'{}'::jsonb`),
    createdAt: writtenAt(),
    updatedAt: writtenAt(),
  },
  triggers: [touchSales('customers_set_updated_at', 'customers')],
});

export const Order = defineEntity({
  name: 'Order',
  tableName: 'orders',
  comment: 'What somebody ordered at one time, and how far it is',
  properties: {
    id: generatedUuid(),
    customer: () => p.manyToOne(Customer).deleteRule('restrict'),
    status: p.enum(ORDER_STATUS).nativeEnumName('order_status').default('pending'),
    currency: p.text().default('EUR'),
    totalCents: p.integer().default(0),
    paidAt: timestamp().nullable(),
    createdAt: writtenAt(),
    updatedAt: writtenAt(),
  },
  indexes: [
    { name: 'idx_orders_customer', properties: 'customer' },
    { name: 'idx_orders_status', properties: ['status', 'createdAt'] },
    { name: 'idx_orders_paid', properties: 'paidAt', where: 'paid_at is not null' },
  ],
  triggers: [touchSales('orders_set_updated_at', 'orders')],
});

export const OrderLine = defineEntity({
  name: 'OrderLine',
  tableName: 'order_lines',
  comment: 'The books of an order, with the price of that day',
  properties: {
    order: () => p.manyToOne(Order).primary().updateRule('no action').deleteRule('cascade'),
    lineNumber: p.integer().primary(),
    book: () => p.manyToOne(Book).deleteRule('restrict'),
    status: p.enum(LINE_STATUS).nativeEnumName('line_status').default('reserved'),
    copies: p.integer().default(1),
    priceCents: p.integer(),
    giftNote: p.text().nullable(),
    wrapping: p.text().nullable(),
  },
  uniques: [{ name: 'uq_order_line_book', properties: ['order', 'book'] }],
  indexes: [
    { name: 'idx_lines_book', properties: 'book' },
    { name: 'idx_lines_wrapping', properties: 'wrapping', where: 'wrapping is not null' },
  ],
});
