export { SeedManager } from './seed-manager.ts';
