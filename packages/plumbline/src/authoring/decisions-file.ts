import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ANSWERS, type Answer } from '../objects/index.ts';
import { Problem } from '../problem/index.ts';

/**
 * The answers in a decisions file: a JSON object with a list of texts for each flag. A file that is not there holds
 * none.
 *
 * @throws Problem PL001 when it is not of that form
 */
export async function readDecisionsFile(path: string): Promise<Answer[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return [];
  const fail = (why: string): never => {
    throw new Problem('PL001', {
      what: 'the decisions file cannot be read',
      location: { file: resolve(path) },
      why,
      fix: `write a JSON object with lists of texts: ${ANSWERS.join(', ')}`,
    });
  };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return fail((error as Error).message);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return fail('it is not an object');
  return Object.entries(content).flatMap(([flag, texts]) => {
    const known = ANSWERS.find(name => name === flag);
    // editors find the schema of the file by this
    if (flag === '$schema') return [];
    if (!known) return fail(`"${flag}" is none of ${ANSWERS.join(', ')}`);
    if (!Array.isArray(texts) || texts.some(one => typeof one !== 'string'))
      return fail(`"${flag}" is not a list of texts`);
    if (texts.some(one => String(one).includes('\0')))
      return fail(`"${flag}" holds a NUL character, which no text in PostgreSQL can hold`);
    return texts.map(one => ({ flag: known, text: String(one) }));
  });
}

/** Writes into a decisions file what is kept, where it does not say so yet; everything else in it stays as it is. */
export async function rememberKept(path: string, keep: readonly string[]): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const content = JSON.parse(text) as { keep?: string[] };
  if (JSON.stringify(content.keep ?? []) === JSON.stringify(keep)) return;
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify({ ...content, keep }, null, 2)}\n`);
  await rename(draft, path);
}
