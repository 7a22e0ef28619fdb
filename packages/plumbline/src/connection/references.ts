import { Problem } from '../problem/index.ts';

/**
 * Replaces `${NAME}` by the value of the environment variable, as text and once: what a variable holds is taken
 * as it is, so a password in it is percent-encoded there as it would be in the DSN.
 *
 * @throws Problem PL100 when a variable that the text names is not set
 */
export function expandReferences(text: string, env: NodeJS.ProcessEnv, named: string): string {
  return text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = env[name];
    if (value !== undefined) return value;
    throw new Problem('PL100', {
      what: `${named} refers to the variable ${name}, which is not set`,
      fix: `set ${name} in the environment of this process`,
    });
  });
}
