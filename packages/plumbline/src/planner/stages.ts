import type { CatalogObject, Phase } from '../objects/index.ts';
import type { Content } from './operations.ts';
import type { Operation } from './order.ts';

/** A statement with the stage that it runs in. */
export interface Staged {
  sql: string;
  phase: Phase;
  stage: number;
  object: CatalogObject;
}

/**
 * Gives every statement the earliest stage in which all that it waits for is done: even stages are one transaction,
 * odd ones run statement by statement. What comes out is in the order of the stages.
 *
 * @param operations in an order in which each comes after what it waits for
 */
export function inStages(operations: readonly Operation<Content>[]): Staged[] {
  const ended = new Map<string, number>();
  const stages: Staged[][] = [];
  for (const { key, after, content } of operations) {
    let stage = Math.max(0, ...[...after].map(earlier => ended.get(earlier) ?? 0));
    for (const draft of content.drafts) {
      const { sql, phase } = typeof draft === 'string' ? { sql: draft, phase: 'transaction' as const } : draft;
      if ((stage % 2 === 1) !== (phase === 'alone')) stage++;
      while (stages.length <= stage) stages.push([]);
      stages[stage]?.push({ sql, phase, stage, object: content.object });
    }
    ended.set(key, stage);
  }
  return stages.flat();
}
