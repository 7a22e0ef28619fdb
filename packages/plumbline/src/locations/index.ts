export { EntityLocations } from './entity-locations.ts';
export { locationOfMethod } from './method.ts';
export { preciseLocation } from './precise-location.ts';
export { entityLocationsOf } from './project.ts';
export { unreadable } from './unreadable.ts';
