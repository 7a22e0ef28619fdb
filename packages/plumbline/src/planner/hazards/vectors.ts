import { type CatalogObject, type IndexObject, objectOf, objectsOf } from '../../objects/index.ts';
import { literal } from '../../sql/index.ts';
import { isEmpty, type Situation } from '../situation.ts';
import type { ObjectHazard } from './object-hazard.ts';

/** What vectors ask of rows and of the server. */
export async function unfitForVectors(situation: Situation): Promise<ObjectHazard[]> {
  return [...(await untrained(situation)), ...(await oldExtension(situation))];
}

/** An IVFFlat index finds its lists in the rows that are there when it is built. */
async function untrained(situation: Situation): Promise<ObjectHazard[]> {
  const found: ObjectHazard[] = [];
  for (const index of objectsOf(situation.to, 'index')) {
    const before = objectOf(situation.from, 'index', index.id);
    if (index.details.method !== 'ivfflat') continue;
    const emptied = losesValues(index, situation);
    if (!emptied && before?.facts.definition === index.facts.definition) continue;
    const isNew = !situation.from.objects.has(index.parent.id);
    if (!emptied && !isNew && !(await isEmpty(situation, index.parent.id))) continue;
    found.push({
      object: index.id,
      hazard: {
        kind: 'note',
        id: 'ivfflat-empty',
        message: `IVFFlat index ${index.quotedName} is built while ${index.parent.qualifiedName} holds no vectors: its lists fit none, and it finds little`,
        instead: 'build it once there are rows, reindex it then, or use HNSW, which needs none',
      },
    });
  }
  return found;
}

/** Whether the values that an index is built on are given up in the same change. */
const losesValues = ({ parent, details }: IndexObject, { retypings }: Situation): boolean =>
  [...retypings.values()].some(
    ({ after, drops }) =>
      after.parent.id === parent.id && drops && details.keys.some(({ expression }) => expression === after.quotedName),
  );

/** The version of pgvector in which something came (source: its CHANGELOG). */
const SINCE: { version: string; what: string; uses(object: CatalogObject): boolean }[] = [
  {
    version: '0.7.0',
    what: 'halfvec, sparsevec and indexes on bit',
    uses: object =>
      (object.kind === 'column' && ['halfvec', 'sparsevec'].includes(object.details.baseType)) ||
      (object.kind === 'index' && object.details.keys.some(({ operatorClass }) => operatorClass.startsWith('bit_'))),
  },
  {
    version: '0.5.0',
    what: 'HNSW indexes',
    uses: object => object.kind === 'index' && object.details.method === 'hnsw',
  },
];

async function oldExtension({ to, rows }: Situation): Promise<ObjectHazard[]> {
  const extension = objectOf(to, 'extension', 'extension vector');
  const need = SINCE.find(({ uses }) => [...to.objects.values()].some(uses));
  if (!extension || !need || !rows) return [];
  const there = await rows.text(
    `select coalesce((select extversion from pg_catalog.pg_extension where extname operator(pg_catalog.=) ${literal(extension.name)}),
      (select default_version from pg_catalog.pg_available_extensions where name operator(pg_catalog.=) ${literal(extension.name)}))`,
  );
  if (there === undefined || !isOlder(there, need.version)) return [];
  return [
    {
      object: extension.id,
      hazard: {
        kind: 'may-fail',
        id: 'extension-version',
        message: `the server has pgvector ${there}, and ${need.what} came with ${need.version}`,
        instead: 'install a newer pgvector on the server, then run: alter extension vector update',
      },
    },
  ];
}

/** Compares versions number by number. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map(text => text.split('.').map(Number)) as [number[], number[]];
  const at = b.findIndex((number, i) => number !== (a[i] ?? 0));
  return at !== -1 && (a[at] ?? 0) < (b[at] as number);
}
