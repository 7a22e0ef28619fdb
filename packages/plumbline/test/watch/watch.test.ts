import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { CopiedProject } from '../support/copied-project.ts';
import { Watched } from './watched.ts';

const AUTHORS = 'src/entities/authors.ts';
const REVIEWS = 'src/entities/reviews.ts';
const ENUMS = 'src/entities/enums.ts';

interface Save {
  what: string;
  file: string;
  from: string;
  to: string;
  /** Starts of lines that are told, each at the line that was edited unless it says another. */
  says: string[];
}

const SAVES: Save[] = [
  {
    what: 'a column that is new',
    file: AUTHORS,
    from: '    biography: p.text(),\n',
    to: '    biography: p.text(),\n    tags: p.text().nullable(),\n',
    says: [`${AUTHORS}:13:5: warning PL510 no migration does this yet: add column authors.tags`],
  },
  {
    what: 'a column of another type',
    file: REVIEWS,
    from: 'remark: p.text()',
    to: 'remark: p.string().length(20)',
    says: [`${REVIEWS}:19:5: warning PL510 no migration does this yet: change column reviews.remark: type`],
  },
  {
    what: 'a value of an enum',
    file: ENUMS,
    from: `'picked', 'packed'`,
    to: `'picked', 'weighed', 'packed'`,
    says: [`${ENUMS}:4:51: warning PL510 no migration does this yet: change enum line_status: labels`],
  },
  {
    what: 'another operator class of a vector index',
    file: 'src/entities/passages.ts',
    from: 'vector_cosine_ops',
    to: 'vector_l2_ops',
    says: [
      'src/entities/passages.ts:28:13: warning PL510 no migration does this yet: change index passages.passages_vector_idx: definition',
    ],
  },
  {
    what: 'a required column, which is asked about',
    file: AUTHORS,
    from: '    biography: p.text(),\n',
    to: '    biography: p.text(),\n    locale: p.text(),\n',
    says: [
      `${AUTHORS}:13:5: warning PL510`,
      `${AUTHORS}:13:5: warning PL310 column authors.locale has to have a value`,
    ],
  },
  {
    what: 'a column that is gone, and what it takes along',
    file: REVIEWS,
    from: '    remark: p.text().nullable(),\n',
    to: '',
    says: [
      `${REVIEWS}:8:3: warning PL510 no migration does this yet: drop column reviews.remark`,
      `${REVIEWS}:8:3: warning PL320 hazard (data-loss): `,
    ],
  },
  {
    what: 'an expression that PostgreSQL refuses',
    file: REVIEWS,
    from: `'minutes_read >= 0'`,
    to: `'minutes >= 0'`,
    says: [`${REVIEWS}:24:13: error PL350 PostgreSQL refuses what the entities say: column "minutes" does not exist`],
  },
  {
    what: 'a file that is no TypeScript',
    file: AUTHORS,
    from: 'biography: p.text(),',
    to: 'biography: p.text(,',
    says: [`${AUTHORS}:12:23: error PL351 the configuration or an entity cannot be read: SyntaxError`],
  },
  {
    what: 'a file that fails while it is loaded',
    file: 'src/entities/suppliers.ts',
    from: 'p.boolean(),\n',
    to: 'p.bolean(),\n',
    says: ['src/entities/suppliers.ts:29:18: error PL351 the configuration or an entity cannot be read: TypeError'],
  },
  {
    what: 'a migration that does not run',
    file: 'src/migrations/Migration20260901090000_initial_schema.ts',
    from: 'create extension if not exists vector',
    to: 'create extension vector if not exists',
    says: ['src/migrations/Migration20260901090000_initial_schema.ts:39:10: error PL331'],
  },
  {
    what: 'a migration that makes an extension which the shadow does not have',
    file: 'src/migrations/Migration20260901090000_initial_schema.ts',
    from: 'create extension if not exists vector',
    to: 'create extension if not exists vektor',
    says: ['src/migrations/Migration20260901090000_initial_schema.ts:39:10: error PL341'],
  },
];

describe('while it runs', () => {
  let project: CopiedProject;
  let watched: Watched;
  const answers: number[] = [];

  beforeAll(async () => {
    project = await CopiedProject.create();
    watched = new Watched(project);
    await watched.untilNothing();
  });
  afterAll(async () => {
    await watched.end('SIGTERM');
    await project.remove();
  });

  it.each(SAVES)('marks $what', async ({ file, from, to, says }) => {
    const before = await project.read(file);
    watched.forget();
    const saved = performance.now();
    await project.edit(file, from, to);
    try {
      const first = await watched.until(says.slice(0, 1));
      answers.push(first.at - saved);
      await watched.until(says);
    } finally {
      watched.forget();
      await project.write(file, before);
      await watched.untilNothing();
    }
  });

  it('answers each save', () => {
    const sorted = answers.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] as number;
    process.stdout.write(`answers in ms: ${sorted.map(Math.round).join(', ')}; median ${Math.round(median)}\n`);
    expect(answers).toHaveLength(SAVES.length);
  });

  it('hears of a migration that is new, and of an answer in the decisions file', async () => {
    const before = await project.read(AUTHORS);
    await project.edit(AUTHORS, '    biography: p.text(),\n', '    biography: p.text(),\n    locale: p.text(),\n');
    await watched.until([`${AUTHORS}:13:5: warning PL310`]);
    watched.forget();
    await project.write('plumbline.decisions.json', JSON.stringify({ fill: [`authors.locale='en'`] }));
    await watched.until([`${AUTHORS}:13:5: warning PL510`]);
    const ended = await project.plumb(['migration:create', '--name', 'locale']);
    expect(ended).toMatchObject({ code: 0 });
    await watched.untilNothing();
    for (const name of (await project.migrations()).filter(one => one.includes('locale')))
      await rm(join(project.folder, 'src/migrations', name));
    await project.write(AUTHORS, before);
    await watched.untilNothing();
  });
});

describe('it ends', () => {
  let project: CopiedProject;
  beforeEach(async () => {
    project = await CopiedProject.create();
  });
  afterEach(() => project.remove());

  test.each(['SIGINT', 'SIGTERM'] as const)('on %s, and says that all is well', async signal => {
    const watched = new Watched(project);
    await watched.untilNothing();
    expect(await watched.end(signal)).toBe(0);
  });

  test('on a signal before its first answer', async () => {
    const watched = new Watched(project);
    // it says that it reads, and has not found anything yet
    await once(watched.process.stdout as NodeJS.ReadableStream, 'data');
    expect(await watched.end('SIGTERM')).toBe(0);
  });

  test('when nobody reads what it says any more', async () => {
    const watched = new Watched(project);
    await watched.untilNothing();
    watched.process.stdout?.destroy();
    const ended = once(watched.process, 'exit');
    await project.write(AUTHORS, `${await readFile(join(project.folder, AUTHORS), 'utf8')}\n`);
    expect((await ended)[0]).toBe(0);
  });
});
