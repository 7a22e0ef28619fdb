import { literal } from '../../sql/index.ts';
import { isOlder } from '../../version.ts';
import type { Change } from '../contract.ts';
import type { Hazard } from '../hazard.ts';
import type { CatalogObject } from '../model.ts';
import type { PlanningContext } from '../planning-context.ts';

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

/** A server whose pgvector is too old for what is asked of it. */
export async function hazards({ after }: Change<'extension'>, { to, rows }: PlanningContext): Promise<Hazard[]> {
  const need = after?.name === 'vector' && SINCE.find(({ uses }) => [...to.objects.values()].some(uses));
  if (!need || !rows) return [];
  const there = await rows.text(
    `select coalesce((select extversion from pg_catalog.pg_extension where extname operator(pg_catalog.=) ${literal(after.name)}),
      (select default_version from pg_catalog.pg_available_extensions where name operator(pg_catalog.=) ${literal(after.name)}))`,
  );
  if (there === undefined || !isOlder(there, need.version)) return [];
  return [
    {
      kind: 'may-fail',
      id: 'extension-version',
      message: `the server has pgvector ${there}, and ${need.what} came with ${need.version}`,
      instead: 'install a newer pgvector on the server, then run: alter extension vector update',
    },
  ];
}
