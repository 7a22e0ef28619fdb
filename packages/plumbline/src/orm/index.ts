export type { Attendance, Person } from './attendance.ts';
export { type RunSettings, runSettings } from './environment.ts';
export { Migrator } from './migrator.ts';
export { checkOptions } from './options.ts';
export { reading } from './reading.ts';
export { migratorOf } from './registered.ts';
export { SchemaGenerator } from './schema-generator.ts';
