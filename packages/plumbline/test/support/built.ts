import { execFileSync } from 'node:child_process';

const BUILD = new URL('../../scripts/build.js', import.meta.url).pathname;

/** The commands that tests start are the built ones: they are built before any of them. */
export const setup = (): void => void execFileSync(process.execPath, [BUILD], { stdio: 'inherit' });
