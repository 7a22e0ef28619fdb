export { locationOfMethod } from './method.ts';
export { preciseMistake } from './mistake.ts';
export { Places } from './places.ts';
export { placesOf } from './project.ts';
export { unreadable } from './unreadable.ts';
