import { setFlagsFromString } from 'node:v8';

let isSet = false;

/**
 * Has V8 compile WebAssembly once, with its quick compiler, and never again. Its optimizing compiler takes 550 MB for
 * PostgreSQL's grammar alone, and starts on it after a few statements; a command is over before that pays.
 *
 * V8 keeps this for the whole process, and asks while code runs, so it is said before the first module is loaded and not
 * taken back. Whoever loads neither the parser nor the embedded database is left alone.
 */
export function compileOnce(): void {
  if (isSet) return;
  isSet = true;
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
