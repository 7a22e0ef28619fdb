import { bare } from '../catalog/index.ts';
import { comparable, cutPath } from '../compare/index.ts';
import { type Catalog, type ColumnObject, objectOf, objectsOf, partsOf, type TableObject } from '../objects/index.ts';
import type { Shadow } from '../shadow/index.ts';
import { literal, OWN_PATH, seenFrom, setPathHere } from '../sql/index.ts';
import { candidates } from './candidates.ts';
import { afterwards, type Change } from './change.ts';
import { columnsNamed } from './decided.ts';
import type { Domain } from './domains.ts';
import { boundsOf, comparedWith, type Literals } from './literals.ts';

/** From which version on PostgreSQL says whether it takes a text for a value. */
const SAYS_WHAT_IS_VALID = 160_000;

/** Texts for each column of a table, the likeliest first: what its type, and the one that it gets, take for a value. */
export async function valuesOf(
  shadow: Shadow,
  change: Change,
  table: TableObject,
  columns: readonly ColumnObject[],
  domains: ReadonlyMap<string, Domain>,
): Promise<Map<string, string[]>> {
  const { from, to, decisions } = change;
  const literals = await literalsAbout(change, table);
  const converted = columnsNamed(to, decisions.conversions);
  const wanted = columns.map(column => {
    const after = objectOf(to, 'column', afterwards(change, column.id));
    const retyped = after && after.facts.type !== column.facts.type ? after : undefined;
    const texts = [column.name, after?.name ?? ''].flatMap(name => [...(literals.get(name) ?? [])]);
    const of = (shape: ColumnObject): string[] => candidates(shape, passing(change, shape), texts, domains);
    return {
      column,
      texts: [...new Set([...(retyped ? of(retyped) : []), ...of(column)])],
      // a conversion that a person wrote reads the old value; another one takes what both types take
      types: [column, ...(retyped && !converted.has(retyped.id) ? [retyped] : [])].map(shape => ({
        name: shape.facts.type,
        labels: passing(change, shape),
      })),
    };
  });
  const valid = await validOf(
    shadow,
    from,
    wanted.flatMap(({ texts, types }) => types.flatMap(({ name }) => texts.map(text => [name, text] as const))),
  );
  return new Map(
    wanted.map(({ column, texts, types }) => {
      const taken = (some: typeof types): string[] =>
        texts.filter(text =>
          some.every(({ name, labels }) =>
            labels && !column.details.array ? labels.includes(text) : valid.get(`${name}\0${text}`) !== false,
          ),
        );
      const [both, old] = [taken(types), taken(types.slice(0, 1))];
      return [column.id, both.length > 0 ? both : old.length > 0 ? old : texts];
    }),
  );
}

async function literalsAbout(change: Change, table: TableObject): Promise<Literals> {
  const { from, to } = change;
  const literals: Literals = new Map();
  for (const part of [...partsOf(from, table.id), ...partsOf(to, afterwards(change, table.id))])
    if (part.kind === 'constraint' && part.details.condition) await comparedWith(part.details.condition, literals);
  for (const { facts } of objectsOf(from, 'table'))
    if (facts.partitionOf?.id === table.id && facts.bound && table.facts.partitionKey)
      await boundsOf(table.facts.partitionKey, facts.bound, literals);
  return literals;
}

/**
 * The values of an enum that go through the change: those that stay, and those for which somebody said what becomes of
 * them.
 */
export function passing(change: Change, { details }: ColumnObject): string[] | undefined {
  const { from, to, decisions } = change;
  const type = objectOf(from, 'enum', details.userType?.id) ?? objectOf(to, 'enum', details.userType?.id);
  if (!type) return undefined;
  const after = objectOf(to, 'enum', afterwards(change, type.id));
  if (!after) return type.facts.labels;
  const said = [
    ...Object.keys(decisions.replacements),
    ...decisions.renames.filter(({ kind }) => kind === 'value').map(({ from: path }) => path),
  ].map(cutPath);
  const names = [type, after].map(({ qualifiedName }) => comparable(qualifiedName, from.defaultSchema));
  const isDecided = (label: string): boolean =>
    said.some(({ whole, name }) => bare(name) === label && names.includes(comparable(whole, from.defaultSchema)));
  return type.facts.labels.filter(label => after.facts.labels.includes(label) || isDecided(label));
}

/** Whether PostgreSQL takes texts for values of types; nothing of those that it does not know, or cannot tell. */
async function validOf(
  shadow: Shadow,
  { version, defaultSchema: schema }: Catalog,
  asked: readonly (readonly [type: string, text: string])[],
): Promise<Map<string, boolean>> {
  if (version < SAYS_WHAT_IS_VALID || asked.length === 0) return new Map();
  const rows = asked.map(([type, text]) => `(${literal(type)}, ${literal(text)})`).join(', ');
  const query = seenFrom(
    schema,
    `select name, text, pg_input_is_valid(text, name) as valid from (values ${rows}) asked (name, text)
     where (select typtype <> 'c' and typcategory not in ('U', 'P') or typname in ('uuid', 'json', 'jsonb', 'bytea', 'xml')
            from pg_type where oid = to_regtype(name))`,
  );
  // a type of an extension may refuse by an error of its own: then nothing is known
  if (await shadow.refusal([setPathHere(), query])) return new Map();
  const answers = await shadow.query<{ name: string; text: string; valid: boolean }>(query, OWN_PATH);
  return new Map(answers.map(({ name, text, valid }) => [`${name}\0${text}`, valid]));
}
