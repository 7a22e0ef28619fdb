/** The values of the native enums, in the order that PostgreSQL sorts them by. */
export const BOOK_FORMAT = ['hardcover', 'paperback', 'map', 'score'] as const;
export const ORDER_STATUS = ['pending', 'paid', 'shipped', 'returned', 'cancelled'] as const;
export const LINE_STATUS = ['reserved', 'picked', 'packed', 'missing'] as const;
