import { defineEntity, p } from '@mikro-orm/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SmallProject } from '../support/small-project.ts';

let project: SmallProject;
beforeEach(async () => {
  project = await SmallProject.create();
});
afterEach(() => project.remove());

const id = p.integer().primary();
const authors = defineEntity({ name: 'Author', tableName: 'authors', properties: { id, name: p.text() } });
const writers = defineEntity({ name: 'Author', tableName: 'writers', properties: { id, title: p.text() } });
const noted = defineEntity({
  name: 'Author',
  tableName: 'writers',
  properties: { id, title: p.text(), note: p.text().nullable() },
});

test('a rename is told as one, on the screen and in the file, and a later change does not speak of it', async () => {
  await project.create([authors], { name: 'first' });
  const decisions = { rename: ['table authors=writers', 'column authors.name=title'] };
  await project.put('plumbline.decisions.json', JSON.stringify(decisions));
  const { code, told } = await project.create([writers], { name: 'second' });
  for (const text of [told.join('\n'), code]) {
    expect(text).toContain('rename table authors to writers');
    expect(text).toContain('rename column authors.name to title');
    expect(text).not.toMatch(/\b(?:drop|add) (?:table|column|constraint)/);
  }
  expect(code).toContain(`Decided: --rename 'column authors.name=title'`);
  const later = await project.create([noted], { name: 'third' });
  expect(later.code).toContain('- add column writers.note');
  expect(later.code).not.toContain('Decided');
});
