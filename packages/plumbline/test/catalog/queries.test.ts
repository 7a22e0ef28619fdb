import { expect, it } from 'vitest';
import { readCatalog } from '../../src/objects/index.ts';
import { openScratch } from '../support/scratch.ts';

const tables = (from: number, to: number): string => `
  do $$ begin
    for i in ${from}..${to} loop
      execute format('create table t%s (id serial primary key, n int check (n > 0), unique (n))', i);
      execute format('create index on t%s (n) where n > 1', i);
      execute format('create view v%1$s as select * from t%1$s', i);
    end loop;
  end $$`;

it('asks a database as many questions, however much it holds', async () => {
  const scratch = await openScratch();
  let asked = 0;
  const counting = {
    query: <Row>(sql: string): Promise<Row[]> => {
      asked++;
      return scratch.query<Row>(sql);
    },
  };
  const questions: number[] = [];
  for (const [from, to] of [
    [1, 1],
    [2, 60],
  ] as const) {
    await scratch.run(tables(from, to));
    asked = 0;
    const { objects } = await readCatalog(counting);
    expect(objects.size).toBeGreaterThan(to * 5);
    questions.push(asked);
  }
  await scratch.close();
  expect(questions[1]).toBe(questions[0]);
});
