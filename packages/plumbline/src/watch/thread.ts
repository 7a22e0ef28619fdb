/**
 * A thread that reads the project once. A module is loaded once in a thread, so every reading gets a thread of its own;
 * it is started before it is needed, and loads everything but the project's own files in advance.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { CLIHelper } from '@mikro-orm/cli';
import { createBirpc } from 'birpc';
import { Project, withOrm } from '../commands/index.ts';
import '../locations/index.ts';
import { isOfProject, toProblem } from '../problem/index.ts';
import { diagnosticOf } from '../report/index.ts';
import { settingsOf } from '../settings.ts';
import { explainConfiguration } from '../setup/index.ts';
import { grantedFor, Shadow } from '../shadow/index.ts';
import type { CatalogCache } from './catalog-cache.ts';
import { channelOf } from './channel.ts';
import type { Assignment, Listening, Reading } from './messages.ts';
import { type Found, readProject } from './reading.ts';
import { connectScratch } from './scratch-rpc.ts';

const { scratch, folder, config, contextName } = workerData as Assignment;

/** What most readings need; a project whose shadow is on a server may do without. */
const preloaded = Promise.allSettled([import('@electric-sql/pglite'), import('oxc-parser')]);

await explainConfiguration(folder);
const files = new Set<string>();
const folders = new Set<string>();
const listening = createBirpc<Listening, Reading>(
  {
    async read(cache) {
      await preloaded;
      await read(cache).catch((error: unknown) => report({ diagnostics: [diagnosticOf(toProblem(error))], cache }));
    },
  },
  channelOf(parentPort as MessagePort),
);
const report = (found: Found): Promise<void> =>
  listening.found({ ...found, sources: { files: [...files], folders: [...folders] } });
registerHooks({
  load(url, context, next) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : undefined;
    if (path !== undefined && isOfProject(path)) files.add(path);
    return next(url, context);
  },
});

async function read(cache: CatalogCache): Promise<void> {
  const configuration = await CLIHelper.getConfiguration(contextName, config);
  await withOrm(configuration.getAll(), async orm => {
    const project = new Project(orm);
    const { shadow, decisionsFile } = settingsOf(orm.config);
    const { path, pathTs } = orm.config.get('migrations');
    for (const folder of [path, pathTs]) if (folder) folders.add(resolve(project.root, folder));
    files.add(resolve(project.root, decisionsFile));
    const { prelude, ...where } = shadow;
    const { granted } = project;
    if (granted.baseline) files.add(granted.baseline.script);
    const shadowOfReading = new Shadow(await connectScratch(scratch, where), grantedFor(prelude, granted));
    for await (const found of readProject(project, shadowOfReading, cache)) await report(found);
  });
}
