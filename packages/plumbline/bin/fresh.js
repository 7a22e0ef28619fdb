import { existsSync } from 'node:fs';

const BUILD = new URL('../scripts/build.js', import.meta.url);

/**
 * In a checkout, builds the package first where a source is newer than what was built, and ends the process where that
 * cannot be done. An installed package has no sources to be older than.
 */
export async function fresh() {
  if (!existsSync(BUILD)) return;
  const { build } = await import(BUILD.href);
  await build().catch(error => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exit(1);
  });
}
