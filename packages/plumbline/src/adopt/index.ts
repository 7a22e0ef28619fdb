export { type Adoptable, type AdoptSettings, adopt } from './adopt.ts';
export { embeddedDatabase } from './embedded.ts';
export { migrationsWay } from './migrations.ts';
export { type Hearing, type Surroundings, withPlumbline } from './with-plumbline.ts';
