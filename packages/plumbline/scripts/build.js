#!/usr/bin/env node
/**
 * Builds the package into dist, where a source is not the one that dist was built from:
 *
 *     node packages/plumbline/scripts/build.js [--installing]
 *
 * Installing without the compiler, as for production, is no mistake: what was built may be brought in another way. Whoever is about to run what stands in dist asks this first, at once from many processes, too.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = join(PACKAGE, 'src');
const BUILT = join(PACKAGE, 'dist');
/** Holds the digest of what dist was built from; inside of dist, so that it goes where dist goes. */
const STAMP = join(BUILT, '.stamp');
/** The modules that others begin with: the package's exports, its command, and what is begun by its path. */
const ENTRIES = [
  ...['index', 'types/index', 'cli/run', 'cli/load', 'cli/plumb', 'cli/not-installed'],
  ...['watch/thread', 'setup/probe', 'folder'],
];
/** What the result depends on beside the sources. */
const SETTINGS = ['package.json', 'tsconfig.json', '../../tsconfig.base.json', 'scripts/build.js'];

const filesIn = folder =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();

/**
 * A digest of everything that the result depends on. Every command asks for it, so it is of what the file system knows: the
 * time of the last change to a file, which nothing sets back, stands for what is in it.
 */
function digest() {
  const hash = createHash('sha256');
  for (const path of [...filesIn(SOURCES), ...SETTINGS.map(name => join(PACKAGE, name))]) {
    const { size, mtimeMs, ctimeMs } = statSync(path);
    hash.update([relative(PACKAGE, path), size, mtimeMs, ctimeMs, ''].join('\0'));
  }
  return hash.digest('hex');
}

const isFresh = stamp => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp;

/**
 * Builds what is not fresh. Where several processes ask at once, one builds and the others wait for it.
 *
 * @throws Error when it cannot be built: what is in dist stays, and must not be run
 */
export async function build() {
  if (isFresh(digest())) return;
  const compiler = compilerPath();
  if (!compiler)
    throw new Error('the package has to be built from its sources, and the compiler is not installed: run npm ci');
  mkdirSync(BUILT, { recursive: true });
  const { lock } = await import('proper-lockfile');
  const retries = { forever: true, factor: 1.2, minTimeout: 50, maxTimeout: 500 };
  const release = await lock(BUILT, { lockfilePath: join(BUILT, '.lock'), retries });
  try {
    // of the sources as they are now: one that is saved while the compiler runs makes the stamp another one
    const stamp = digest();
    if (isFresh(stamp)) return;
    await declare(compiler);
    removeLeftovers(await bundle());
    writeFileSync(STAMP, stamp);
  } finally {
    await release();
  }
}

/** Checks the sources, and writes their declarations. */
async function declare(compiler) {
  const child = spawn(process.execPath, [compiler, '-p', PACKAGE], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text;
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`the package cannot be built from its sources:\n${said.trim()}`);
}

function compilerPath() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  } catch {
    return undefined;
  }
}

/**
 * Puts the modules together: to read one file for each takes longer than a short command.
 *
 * @returns what was written, as paths in dist
 */
async function bundle() {
  const { rolldown } = await import('rolldown');
  const bundled = await rolldown({
    cwd: PACKAGE,
    input: Object.fromEntries(ENTRIES.map(name => [name, join(SOURCES, `${name}.ts`)])),
    platform: 'node',
    external: /^[^./]/,
  });
  const { output } = await bundled.write({
    dir: BUILT,
    format: 'esm',
    sourcemap: true,
    keepNames: true,
    entryFileNames: '[name].js',
    // beside each other in dist itself: src/folder.ts says where it is by where it stands
    chunkFileNames: 'shared-[name].js',
  });
  await bundled.close();
  return output.map(({ fileName }) => fileName);
}

/** Takes out of dist what no source stands behind any more. */
function removeLeftovers(written) {
  const declared = filesIn(SOURCES).map(path => relative(SOURCES, path).replace(/\.ts$/, '.d.ts'));
  const kept = new Set([...written, ...declared.flatMap(name => [name, `${name}.map`])]);
  for (const path of filesIn(BUILT)) {
    const name = relative(BUILT, path);
    if (!name.startsWith('.') && !kept.has(name)) rmSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  build().catch(error => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = process.argv.includes('--installing') && !compilerPath() ? 0 : 1;
  });
