import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { embedded, type TestDatabase } from '../support/engines.ts';
import { REPOSITORY } from '../support/repository.ts';

/** A row of a page that says what another tool's commands and settings are here. */
export interface Row {
  theirs: string;
  here: string;
  different: string;
}

/** The rows of a page's tables that have all three columns, or of those under a heading. */
export function rowsOf(page: string, heading?: string): Row[] {
  const text = readFileSync(join(REPOSITORY, 'docs', page), 'utf8');
  const section =
    heading === undefined ? text : (text.slice(text.indexOf(`## ${heading}`)).split('\n## ')[0] as string);
  return section
    .split('\n')
    .filter(line => line.startsWith('| '))
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(({ length }) => length === 5)
    .map(([, theirs = '', here = '', different = '']) => ({ theirs, here, different }))
    .filter(({ here }) => here !== 'here' && here !== '---');
}

/** Whether there is no counterpart here. */
export const isGap = ({ here }: Row): boolean => here === '–';

/** What stands in the cell between backticks, alone. */
export const codeOf = ({ here }: Row): string => /^`(.+)`$/.exec(here)?.[1] ?? '';

/** A gap says what to do instead. */
export function gapsAreExplained(rows: readonly Row[]): void {
  test.each(rows.filter(isGap))('the gap at $theirs says what to do instead', ({ different }) => {
    expect(different).not.toBe('');
  });
}

/**
 * Runs the commands of rows in a project with something to do, each once, from top to bottom.
 *
 * @param exits the exit codes that are not 0
 * @param after more tests, of what that made
 */
export function commandsRun(
  tool: string,
  rows: readonly Row[],
  { exits = {}, after }: { exits?: Record<string, number>; after?(project: () => CopiedProject): void } = {},
): void {
  describe(`each command of ${tool}`, () => {
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

    const lines = rows.filter(row => !isGap(row)).map(codeOf);
    test.each([...new Set(lines)])('%s', async line => {
      expect(line).toMatch(/(?:^|\s)npx (?:plumb|mikro-orm) /);
      const ended = await project.run('bash', ['-c', line.replace('npx ', '')], database.env);
      expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: exits[line] ?? 0 });
    });

    after?.(() => project);
  });
}
