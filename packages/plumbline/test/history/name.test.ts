import { expect, test } from 'vitest';
import { timeBehind, timeText } from '../../src/history/index.ts';

const NOW = new Date('2026-12-31T23:59:58.700Z');

test.each<[string, string | null, string]>([
  ['the first one has the time that it is', null, '20261231235958'],
  ['an earlier one leaves it at that', 'Migration20261231235957_earlier', '20261231235958'],
  ['one of the same second puts it into the next', 'Migration20261231235958_same_second', '20261231235959'],
  ['the last part of a change is a few seconds ahead', 'Migration20270101000001_tags_3', '20270101000002'],
  ['a name without a time says nothing', 'Migration1', '20261231235958'],
])('a new migration comes behind the last one: %s', (_, last, time) => {
  expect(timeText(timeBehind(last, NOW))).toBe(time);
});
