import { Author } from './authors.ts';
import { Book, Shelf } from './books.ts';
import { Customer, Order, OrderLine } from './orders.ts';
import { Passage } from './passages.ts';
import { Review } from './reviews.ts';
import { Offer, Supplier } from './suppliers.ts';

export { functions } from './functions.ts';

/** Every table of the bookshop. */
export const entities = [Author, Book, Shelf, Customer, Order, OrderLine, Review, Passage, Supplier, Offer];
