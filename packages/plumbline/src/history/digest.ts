import { url } from 'node:inspector';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from '@mikro-orm/core';
import type { Migration, Query } from '@mikro-orm/migrations';
import type { AbstractSqlDriver } from '@mikro-orm/sql';
import { sha256 } from '../sha256.ts';
import type { Method } from './file.ts';
import { offlineDriver } from './offline.ts';
import { textOf } from './statements.ts';
import { syntaxOf } from './syntax.ts';

/** A migration's class, and the driver and configuration that its statements are put into words with. */
export interface Digestible {
  Class: new (driver: never, config: never) => Migration;
  driver: AbstractSqlDriver;
  config: Configuration;
  /** Whether its methods may be called to hear what they queue. They may not where they could do something else too. */
  callable: boolean;
}

/** How a digest was made stands before it, so that it is compared with one that was made the same way. */
const QUEUED = 'queued:';
const SYNTAX = 'syntax:';
/** Apart in time far enough that a clock shows it, in milliseconds. */
const LATER = 2;

/**
 * A digest of what `up()` and `down()` queue and run: the statements as they are sent, in their order, and whether they
 * share a transaction. It is the same for every form of a migration: TypeScript, compiled, formatted, listed as a class.
 * A migration whose statements depend on a database's answers, or on the moment, has one of its methods' syntax instead.
 */
export async function digestOf(migration: Digestible): Promise<string> {
  // under a debugger, who sets a breakpoint in a method wants to stop where the run calls it, and only there
  const queued = url() === undefined ? await queuedBy(migration) : undefined;
  if (queued === undefined) return syntaxDigest(migration);
  await sleep(LATER);
  return queued === (await queuedBy(migration)) ? queued : syntaxDigest(migration);
}

/** The digest, made as another one was. */
export async function digestLike(migration: Digestible, like: string): Promise<string> {
  const queued = like.startsWith(SYNTAX) ? undefined : await queuedBy(migration);
  return queued ?? syntaxDigest(migration);
}

async function queuedBy(migration: Digestible): Promise<string | undefined> {
  if (!migration.callable) return undefined;
  const up = await heard(migration, 'up');
  const down = up && (await heard(migration, 'down'));
  return down && digestOfStatements(isTransactional(migration), up, down);
}

/** The digest of a migration whose methods queue and run these statements. */
export const digestOfStatements = (transactional: boolean, up: Heard, down: Heard): string =>
  QUEUED + sha256(JSON.stringify([transactional, ...[up, down].map(way => [way.statements, way.isThrough])]));

const syntaxDigest = (migration: Digestible): string =>
  SYNTAX + sha256(JSON.stringify([isTransactional(migration), syntaxOf(migration.Class)]));

/** What a method queues and runs by itself, in order, and whether it comes to its end. */
interface Heard {
  statements: (readonly ['queue' | 'run', string])[];
  isThrough: boolean;
}

/** What a method does; nothing for one that asks a database. */
async function heard(migration: Digestible, method: Method): Promise<Heard | undefined> {
  const platform = migration.driver.getPlatform();
  const statements: Heard['statements'] = [];
  let asked = false;
  const ask = (): never => {
    asked = true;
    throw new Error('there is no database to ask');
  };
  const execute = async (query: Query, params: unknown[] = []): Promise<unknown> => {
    const sql = typeof query === 'string' ? platform.formatQuery(query, params) : textOf(query, platform);
    statements.push(['run', sql]);
    return unread(ask);
  };
  const made = make(migration, offlineDriver(migration.driver, ask, { execute: execute as never }), ask);
  made.addSql = query => void statements.push(['queue', textOf(query, platform)]);
  const isThrough = await Promise.resolve()
    .then(() => made[method]())
    .then(
      () => true,
      () => false,
    );
  return asked ? undefined : { statements, isThrough };
}

/** The result of a statement that was not run: it can be passed by, and not be looked into. */
const unread = (ask: () => never): unknown =>
  new Proxy([], {
    get: (_, name) => (name === 'then' ? undefined : ask()),
    has: ask,
    ownKeys: ask,
    getOwnPropertyDescriptor: ask,
  });

function make({ Class, config }: Digestible, driver: AbstractSqlDriver, ask: () => never): Migration {
  const offline = new Proxy(config, {
    get: (target, name) => (name === 'getDriver' ? ask : Reflect.get(target, name, target)),
  });
  return new Class(driver as never, offline as never);
}

function isTransactional(migration: Digestible): boolean {
  const asked = (): never => {
    throw new Error('there is no database to ask');
  };
  try {
    return make(migration, offlineDriver(migration.driver, asked), asked).isTransactional();
  } catch {
    return true;
  }
}
