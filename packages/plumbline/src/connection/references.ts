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
    // anything else may be a part of a password
    const isName = /^[A-Z][A-Z0-9_]*$/.test(name);
    throw new Problem('PL100', {
      what: `${named} refers to ${isName ? `the variable ${name}, which` : 'a variable that'} is not set`,
      fix: isName
        ? `set ${name} in the environment of this process`
        : 'set it in the environment of this process; a "$" in a password is percent-encoded',
    });
  });
}
