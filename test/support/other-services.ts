import { insertRows } from './legacy-rows.ts';
import { legacy } from './reference.ts';

/**
 * What other services keep in the same database: tables that ours may point at, and objects under the same names as
 * ours in a schema of their own.
 */
export const otherServices = (role: string, rows: { count: number; seed: number }): string => `
  create table sessions (session_id uuid constraint sessions_pkey primary key default gen_random_uuid());
  ${insertRows('sessions', legacy.tables.sessions?.columns ?? {}, rows)};
  create type session_state as enum ('open', 'closed');
  create table audit_log (
    id bigserial primary key,
    session_id uuid references sessions,
    state session_state not null default 'open',
    asset_type text not null check (asset_type <> ''),
    at timestamptz not null default now());
  create index idx_audit_log_at on audit_log (at desc) where state = 'open';
  insert into audit_log (asset_type) select 'image ' || n from generate_series(1, 20) n;
  create function touch_updated_at() returns trigger language plpgsql as 'begin new.at = now(); return new; end';
  create trigger audit_log_touch before update on audit_log for each row execute function touch_updated_at();
  create view open_sessions as select session_id from audit_log where state = 'open';
  comment on table audit_log is 'What the gateway did';

  create schema billing;
  create type billing.asset_type as enum ('invoice');
  create table billing.prompts (id int primary key, name text not null unique, asset billing.asset_type);
  create table billing.session_embeddings (id int, metadata text);
  create index ix_session_embeddings_vector on billing.session_embeddings (id);
  create function billing.multimodal_touch_updated_at() returns trigger language plpgsql as 'begin return null; end';
  create trigger prompts_touch before update on billing.prompts
    for each row execute function billing.multimodal_touch_updated_at();
  insert into billing.prompts values (1, 'invoice', 'invoice');
  grant usage on schema billing to "${role}";
  grant select on billing.prompts, sessions to "${role}"`;
