import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT } from '../support/platform.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/plumbline/README.md',
  ...readdirSync(join(PROJECT, 'docs')).flatMap(name => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const textOf = (page: string): string => readFileSync(join(PROJECT, page), 'utf8');

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => anchorOf(title));

test.each(PAGES)('%s links to files and headings that are there', page => {
  for (const [, link = ''] of textOf(page).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)) {
    if (/^https?:/.test(link)) continue;
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    expect(existsSync(join(PROJECT, file)), link).toBe(true);
    if (anchor !== undefined) expect(anchorsIn(textOf(file)), link).toContain(anchor);
  }
});
