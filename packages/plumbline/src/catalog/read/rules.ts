import { parseSync } from '../../sql/index.ts';
import type { TriggerFacts } from '../facts.ts';
import { type Named, partId, wholeId } from '../id.ts';
import { repeatable } from './repeatable.ts';
import { address, reader } from './rows.ts';
import { namedJson, notOfExtension, userSchema } from './scope.ts';

interface TriggerRow {
  oid: string;
  parent_kind: 'table' | 'view';
  parent: Named;
  name: string;
  quotedName: string;
  definition: string;
  qualified: string;
  enabled: string;
  comment: string | null;
}

const ENABLED: Record<string, TriggerFacts['enabled']> = { O: null, D: 'disabled', R: 'replica', A: 'always' };

/** Triggers that people made. The definition names the table, which is always qualified in PostgreSQL's own words. */
export const triggers = reader<TriggerRow>(
  `select t.oid::text as oid, case c.relkind when 'v' then 'view' else 'table' end as parent_kind,
          ${namedJson('n.nspname', 'c.relname')} as parent, format('%I.%I', n.nspname, c.relname) as qualified,
          t.tgname as name, quote_ident(t.tgname) as "quotedName", pg_get_triggerdef(t.oid) as definition,
          t.tgenabled as enabled, obj_description(t.oid, 'pg_trigger') as comment
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where not t.tgisinternal and t.tgparentid = 0 and ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, t.tgname`,
  row => ({
    object: {
      ...partId('trigger', wholeId(row.parent_kind, row.parent), row),
      facts: {
        definition: repeatable(named(row)),
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
function named({ definition, qualified, parent }: TriggerRow): string {
  const statement = parseSync(definition).stmts?.[0]?.stmt as Created | undefined;
  const at = statement?.CreateTrigStmt?.relation?.location;
  if (at === undefined) return definition;
  const bytes = Buffer.from(definition);
  const rest = bytes.subarray(at + Buffer.byteLength(qualified));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(parent.qualifiedName), rest]).toString();
}

interface PolicyRow {
  oid: string;
  parent: Named;
  name: string;
  quotedName: string;
  command: string;
  permissive: boolean;
  roles: string;
  using: string | null;
  check: string | null;
  comment: string | null;
}

const COMMANDS: Record<string, string> = { '*': 'all', r: 'select', a: 'insert', w: 'update', d: 'delete' };

export const policies = reader<PolicyRow>(
  `select p.oid::text as oid, ${namedJson('n.nspname', 'c.relname')} as parent, p.polname as name,
          quote_ident(p.polname) as "quotedName", p.polcmd as command, p.polpermissive as permissive,
          (select string_agg(case r.role when 0 then 'public' else quote_ident(pg_get_userbyid(r.role)) end, ', ' order by r.ord)
           from unnest(p.polroles) with ordinality r (role, ord)) as roles,
          pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check,
          obj_description(p.oid, 'pg_policy') as comment
   from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
   where ${userSchema('n')} and ${notOfExtension('pg_class', 'c.oid')}
   order by n.nspname, c.relname, p.polname`,
  row => ({
    object: {
      ...partId('policy', wholeId('table', row.parent), row),
      facts: {
        command: COMMANDS[row.command] ?? row.command,
        permissive: row.permissive,
        roles: row.roles,
        using: repeatable(row.using),
        check: repeatable(row.check),
        comment: row.comment,
      },
      details: {},
    },
    addresses: [address('pg_policy', row.oid)],
  }),
);
