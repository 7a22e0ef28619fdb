import { Problem } from '../problem/index.ts';

/**
 * The result of work that waits for others. Where nobody is left who could answer, as when a driver gave a connection up
 * without a word, the process would end as if all were well.
 *
 * @throws Problem PL172 then
 */
export function answered<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(
        new Problem('PL172', {
          what: 'a query was not answered, and nothing waits for its answer any more; how far the command came is not known',
          why: 'the connection was given up without an error, as it happens behind a proxy that keeps no sessions',
          fix: 'name PostgreSQL itself in PLUMBLINE_MIGRATIONS_DSN, or a proxy in session mode, and run the command again',
        }),
      );
    process.once('beforeExit', giveUp);
    work.then(resolve, reject).finally(() => process.off('beforeExit', giveUp));
  });
}
