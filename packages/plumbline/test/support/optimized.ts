import { setFlagsFromString } from 'node:v8';
import { compileOnce } from '../../src/webassembly.ts';

// a file of tests works in PostgreSQL for minutes, where a command does for a second: there the optimizing compiler pays
compileOnce();
setFlagsFromString('--wasm-tier-up');
setFlagsFromString('--wasm-dynamic-tiering');
