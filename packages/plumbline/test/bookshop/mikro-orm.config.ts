import { plumbline } from 'mikro-orm-plumbline';
import { entities, functions } from './src/entities/index.ts';

export default await plumbline({
  baseDir: import.meta.dirname,
  dsnVariable: 'SA01_DB_DSN',
  embeddedFolder: '.plumbline',
  entities,
  routines: functions,
  migrations: { path: './src/migrations', emit: 'ts' },
  seeder: { path: './src/seeders', defaultSeeder: 'DatabaseSeeder' },
});
