import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';

interface Row {
  page: string;
  theirs: string;
  here: string;
  different: string;
}

const rowsOf = (page: string): Row[] =>
  readFileSync(`${REPOSITORY}/docs/${page}.md`, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| ---') && line.split('|').length === 5)
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(([, , here]) => here !== 'here')
    .map(([, theirs = '', here = '', different = '']) => ({ page, theirs, here, different }));

const rows = ['from-prisma', 'from-drizzle-and-typeorm'].flatMap(rowsOf);
const gaps = rows.filter(({ here }) => here === '–');
/** Each once, in the order of the pages: what is written comes before what runs it. */
const lines = [...new Set(rows.filter(row => !gaps.includes(row)).map(({ here }) => here.slice(1, -1)))];

test.each(gaps)('the gap at $theirs of $page says what to do instead', ({ different }) => {
  expect(different).not.toBe('');
});

describe('each command of Prisma, drizzle-kit and TypeORM', () => {
  let project: CopiedProject;
  let database: TestDatabase;
  beforeAll(async () => {
    [project, database] = await Promise.all([CopiedProject.create(), embedded.create()]);
    await project.edit('src/entities/reviews.ts', 'remark: p.text()', 'tags: p.text().nullable(), remark: p.text()');
  });
  afterAll(async () => {
    await project.remove();
    await database.drop();
  });

  test.each(lines)('%s', async line => {
    expect(line).toMatch(/^npx (?:plumb|mikro-orm) /);
    const ended = await project.run('bash', ['-c', line.replace('npx ', '')], database.env);
    expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: 0 });
  });
});
