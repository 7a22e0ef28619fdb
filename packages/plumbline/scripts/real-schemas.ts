/** Measures `plumb diff` on the public schemas that were fetched, and writes docs/real-schemas.md. */
import { existsSync, writeFileSync } from 'node:fs';
import { count, sayVersion } from '../src/report/index.ts';
import { type Converged, converge } from '../test/schemas/converge.ts';
import { type PublicSchema, SCHEMAS } from '../test/schemas/schemas.ts';
import { pathOf } from './fetch-schemas.ts';

const PAGE = new URL('../../../docs/real-schemas.md', import.meta.url);

const row = ({ name, repository, licence, versions }: PublicSchema, found: Converged): string =>
  `| [${name}](https://github.com/${repository}) | ${licence} | ${[
    versions.map(version => `\`${version.slice(0, 8)}\``).join(' → '),
    found.tables.join(' → '),
    found.differences,
    found.statements,
    found.left.same ? 'none' : found.left.groups.length,
    found.seconds.toFixed(1),
  ].join(' | ')} |`;

/** Names of one kind, of which a few are shown. */
function byKind(unmodelled: readonly string[]): string {
  const kinds = new Map<string, string[]>();
  for (const one of unmodelled) {
    const at = one.lastIndexOf(' ');
    const [kind, name] = [one.slice(0, at), one.slice(at + 1)];
    kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  }
  return [...kinds]
    .map(([kind, names]) => `${kind} ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`)
    .join('; ');
}

function notes({ name }: PublicSchema, { unmodelled, leftOut }: Converged): string {
  const extensions = leftOut.filter(one => one.startsWith('extension')).map(one => one.split(' (')[0]?.slice(10));
  const others = leftOut.filter(one => one.includes('without') && !one.startsWith('extension'));
  return [
    `- **${name}**: ${unmodelled.length === 0 ? 'everything is modelled' : `not modelled: ${byKind(unmodelled)}`}`,
    ...(extensions.length > 0
      ? [
          `read without the extensions ${extensions.join(', ')}`,
          ...(others.length > 0 ? [`and without ${count(others.length, 'statement')} on top of them`] : []),
        ]
      : []),
  ].join('; ');
}

const page = (found: readonly [PublicSchema, Converged][]): string => `# Real schemas

Schemas that nobody here wrote, each from one of its versions to a later one: \`plumb diff file:A file:B --sql\`, the
script run on A, and \`plumb diff\` of what came out with B, which has to be empty.

\`\`\`sh
node packages/plumbline/scripts/fetch-schemas.ts   # both versions of each, into .schemas; nothing of them is kept here
node packages/plumbline/scripts/real-schemas.ts    # measures, and writes this page
npx vitest run test/schemas                        # the same as tests
\`\`\`

With \`--shape-only\`, as there are no rows to ask about: renames are drops and additions, and required columns get no
values. Measured on PostgreSQL ${sayVersion(found[0]?.[1].version ?? 0)} in the process; seconds are those of the whole
command, on two idle cores.

| schema | licence | versions | tables | differences | statements | left afterwards | seconds |
| --- | --- | --- | --: | --: | --: | --: | --: |
${found.map(([schema, converged]) => row(schema, converged)).join('\n')}

What no comparison is about is named in the output, above the script; rows of the dumps are left out and named, too:

${found.map(([schema, converged]) => notes(schema, converged)).join('\n')}
`;

if (import.meta.main) {
  const found: [PublicSchema, Converged][] = [];
  for (const schema of SCHEMAS) {
    if (!existsSync(pathOf(schema, 0))) {
      console.warn(`NOT RUN: ${schema.name} is not fetched (node packages/plumbline/scripts/fetch-schemas.ts)`);
      continue;
    }
    const converged = await converge(schema);
    console.log(`${schema.name}: ${converged.statements} statements, ${converged.seconds.toFixed(1)} s`);
    found.push([schema, converged]);
  }
  if (found.length > 0) writeFileSync(PAGE, page(found));
}
