import { expect, test } from 'vitest';
import { commandsRun, gapsAreExplained, rowsOf } from './other-tools.ts';

const pages = ['from-prisma.md', 'from-drizzle-and-typeorm.md'];
const rows = pages.flatMap(page => rowsOf(page));

test.each(pages)('%s has rows', page => expect(rowsOf(page).length).toBeGreaterThan(10));
gapsAreExplained(rows);
commandsRun('Prisma, drizzle-kit and TypeORM', rows);
