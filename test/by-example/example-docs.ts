import type { EntityChange } from './changes.ts';

const diffOf = (change: EntityChange): string =>
  change.edits
    .map(([file, from, to]) =>
      [
        `--- ${file}`,
        ...from
          .trim()
          .split('\n')
          .map(line => `- ${line}`),
        ...to
          .trim()
          .split('\n')
          .map(line => `+ ${line}`),
      ].join('\n'),
    )
    .join('\n');

const shell = (text: string): string => (/^[\w./:=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** A page that shows changes of the entities and the migrations that were written for them. */
export function exampleDocs(written: ReadonlyMap<EntityChange, readonly string[]>): string {
  const times = new Map<string, string>();
  // the time of writing is the one thing that differs from run to run
  const still = (text: string): string =>
    text.replaceAll(
      /(?<=Migration)\d{14}/g,
      time =>
        times.get(time) ?? (times.set(time, `202612010000${String(times.size).padStart(2, '0')}`).get(time) as string),
    );
  const sections = [...written].map(([change, files], i) =>
    [
      `## ${i + 1}. ${change.about}`,
      ['```diff', diffOf(change), '```'].join('\n'),
      [
        '```sh',
        `npx plumb migration:create --name ${change.name}${change.answers.map(answer => ` ${shell(answer)}`).join('')}`,
        '```',
      ].join('\n'),
      ...files.map(text => ['```ts', still(text).trimEnd(), '```'].join('\n')),
    ].join('\n\n'),
  );
  return `# Migrations by example

Ten changes of the platform's entities, one on top of the other, and what \`migration:create\` writes for each: proven up,
down and up again before a file is written. A test makes them anew, applies them to databases with rows on PGlite and on
PostgreSQL 17, and compares this page.

${sections.join('\n\n')}
`;
}
