export { PostgresNamingStrategy } from './naming-strategy.ts';
export { SchemaGenerator } from './schema-generator.ts';
