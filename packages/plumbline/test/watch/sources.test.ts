import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WatchedSources } from '../../src/watch/sources.ts';

let folder: string;
let sources: WatchedSources;
const changed = vi.fn<(savedAt: number) => void>();
const path = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-sources-'));
  await mkdir(path('migrations'));
  await writeFile(path('entity.ts'), 'first');
  await writeFile(path('other.ts'), 'first');
  sources = new WatchedSources(changed);
  sources.add({ files: [path('entity.ts')], folders: [path('migrations')] }, Date.now() + 1000);
  await sleep(500);
  changed.mockClear();
});
afterEach(async () => {
  sources.close();
  await rm(folder, { recursive: true, force: true });
});

/** Does something, and waits until it is told. */
async function isTold(save: () => Promise<unknown>): Promise<void> {
  await save();
  await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 10_000 });
  await sleep(200);
  changed.mockClear();
}

test('a file that is written again, or replaced by another, is told each time', async () => {
  await isTold(() => writeFile(path('entity.ts'), 'second'));
  for (const text of ['third', 'fourth']) {
    await writeFile(path('draft'), text);
    await isTold(() => rename(path('draft'), path('entity.ts')));
  }
  await isTold(() => rm(path('entity.ts')));
  await isTold(() => writeFile(path('entity.ts'), 'fifth'));
});

test('in a folder every file is told, the next one too, and what is on its way there is not', async () => {
  await isTold(() => writeFile(path('migrations/Migration1.ts'), ''));
  await isTold(() => rm(path('migrations/Migration1.ts')));
  await writeFile(path('migrations/.draft'), '');
  await writeFile(path('other.ts'), 'second');
  await sleep(500);
  expect(changed).not.toHaveBeenCalled();
  await isTold(() => rename(path('migrations/.draft'), path('migrations/Migration2.ts')));
});

test('a folder that is deleted and made again, as by another branch, is still told of', async () => {
  await isTold(() => writeFile(path('migrations/Migration1.ts'), ''));
  await isTold(() => rm(path('migrations'), { recursive: true }));
  await mkdir(path('migrations'));
  await sleep(500);
  changed.mockClear();
  await isTold(() => writeFile(path('migrations/Migration1.ts'), ''));
});

test('what was saved since it was read is told at once', async () => {
  await isTold(async () => sources.add({ files: [path('other.ts')], folders: [] }, 0));
});
