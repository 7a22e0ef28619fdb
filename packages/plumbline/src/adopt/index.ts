export { type Adoptable, type AdoptSettings, adopt } from './adopt.ts';
export { embeddedDatabase } from './embedded.ts';
export { type Hearing, type Surroundings, withPlumbline } from './with-plumbline.ts';
