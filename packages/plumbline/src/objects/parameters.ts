import type { Fact } from '../catalog/index.ts';
import { literal } from '../sql/index.ts';

/** A storage parameter, as `fillfactor`. */
export interface Parameter {
  name: string;
  value: string;
}

/** Storage parameters as PostgreSQL lists them: `fillfactor=70`. */
export const parametersOf = (options: readonly string[] | null): Parameter[] =>
  (options ?? []).map(option => {
    const at = option.indexOf('=');
    return { name: option.slice(0, at), value: option.slice(at + 1) };
  });

export const parameterWords = (options: readonly Parameter[]): Fact =>
  options.length === 0 ? null : JSON.stringify(options.map(({ name, value }) => `${name}=${value}`));

/** ` with (a=1, b=2)`, or nothing. */
export function withParameters(options: readonly Parameter[]): string {
  const list = options.map(({ name, value }) => `${name}=${literal(value)}`);
  return list.length === 0 ? '' : ` with (${list.join(', ')})`;
}
