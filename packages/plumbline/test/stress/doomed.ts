/**
 * Runs the migrations of a project, and kills itself with SIGKILL at one of the queries that it sends:
 *
 *   node doomed.ts PROJECT up|down N before|sent
 *
 * Query N (from 0) is not sent any more, or was just sent and not answered. A run that has fewer ends with 0 and says
 * how many it has.
 */
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import { Client } from 'pg';

const [folder = '', method = 'up', at = '', when = 'before'] = process.argv.slice(2);

let count = 0;
const die = (): void => process.kill(process.pid, 'SIGKILL') as never;
const query = Client.prototype.query as (...args: unknown[]) => unknown;
Client.prototype.query = function (this: Client, ...args: unknown[]) {
  const isIt = count++ === Number(at);
  if (isIt && when === 'before') die();
  const answer = query.apply(this, args);
  if (isIt) die();
  return answer;
} as never;

const { default: options } = await import(join(folder, 'mikro-orm.config.js'));
const orm = await MikroORM.init(options);
await orm.migrator[method as 'up' | 'down'](method === 'down' ? { to: 0 } : {});
process.stdout.write(String(count));
await orm.close();
