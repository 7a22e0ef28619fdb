import {
  type Named,
  namedJson,
  notOfExtension,
  partId,
  userSchema,
  wholeId,
  withArrayCasts,
} from '../../catalog/index.ts';
import { parseSync } from '../../sql/index.ts';
import { address, reader } from '../reader.ts';
import type { TriggerFacts } from './model.ts';

interface TriggerRow {
  oid: string;
  parent_kind: 'table' | 'view';
  parent: Named;
  name: string;
  quotedName: string;
  definition: string;
  relationName: string;
  enabled: string;
  comment: string | null;
}

const ENABLED: Record<string, TriggerFacts['enabled']> = { O: null, D: 'disabled', R: 'replica', A: 'always' };

/** Triggers that people made. The definition names the table, which is always qualified in PostgreSQL's own words. */
export const read = reader<TriggerRow>(
  `select t.oid::text as oid, case c.relkind when 'v' then 'view' else 'table' end as parent_kind,
          ${namedJson('n.nspname', 'c.relname')} as parent, format('%I.%I', n.nspname, c.relname) as "relationName",
          t.tgname as name, quote_ident(t.tgname) as "quotedName", pg_get_triggerdef(t.oid) as definition,
          t.tgenabled as enabled, obj_description(t.oid, 'pg_trigger') as comment
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where not t.tgisinternal and t.tgparentid = 0 and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, t.tgname`,
  row => ({
    object: {
      ...partId('trigger', wholeId(row.parent_kind, row.parent), row),
      facts: {
        definition: withArrayCasts(named(row)),
        enabled: ENABLED[row.enabled] ?? null,
        comment: row.comment,
      },
      details: {},
    },
    addresses: [address('pg_trigger', row.oid)],
  }),
);

/** The part of the syntax tree of `create trigger` that says where the table's name stands, in bytes. */
interface Created {
  CreateTrigStmt?: { relation?: { location?: number } };
}

/**
 * The definition with the table's name as it is written elsewhere. PostgreSQL's parser says where that stands: the names
 * of triggers and columns may hold anything.
 */
function named({ definition, relationName, parent }: TriggerRow): string {
  const statement = parseSync(definition).stmts?.[0]?.stmt as Created | undefined;
  const at = statement?.CreateTrigStmt?.relation?.location;
  if (at === undefined) return definition;
  const bytes = Buffer.from(definition);
  const rest = bytes.subarray(at + Buffer.byteLength(relationName));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(parent.qualifiedName), rest]).toString();
}
