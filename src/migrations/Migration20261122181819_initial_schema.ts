import { Migration } from '@mikro-orm/migrations';
import { addMissingColumns, reportDifferences } from '../toolkit/adoption/index.ts';

/**
 * The agent platform's database: 12 tables, 5 native enums, 2 trigger functions and pgvector.
 *
 * Makes what is missing and leaves alone what is there: it runs on an empty database, on one that the old SQL scripts
 * left behind at any point, and again on its own result. What was made under an older name is renamed. Nothing is
 * dropped and no row is changed; every difference that remains is named at the end.
 *
 * - add extension vector
 * - add enum asset_type
 * - add enum capability_health
 * - add enum cost_tier
 * - add enum execution_status
 * - add enum job_status
 * - add function multimodal_touch_updated_at()
 * - add function task_registry_touch_updated_at()
 * - add table asset_provenance
 * - add table multimodal_assets
 * - add table multimodal_capabilities
 * - add table multimodal_executions
 * - add table multimodal_job_plans
 * - add table multimodal_outcomes
 * - add table prompts
 * - add table session_embeddings
 * - add table task_artifacts
 * - add table task_registry
 * - add table tenant_tool_flags
 * - add table tool_catalog
 *
 * Decided: --rename 'index session_embeddings.ix_session_embeddings_vector=session_embeddings_vector_idx'
 * Decided: --rename 'constraint
 *   session_embeddings.session_embeddings_session_id_text_key=session_embeddings_session_text_key'
 *
 * Proven on PostgreSQL 18.3: up, nothing left to do, down, back where it was, up again; on empty tables.
 * Locks: none that wait.
 */
export class Migration20261122181819_initial_schema extends Migration {
  static readonly parent = null;
  override name = 'Migration20261122181819_initial_schema';

  override up(): void {
    // extension vector
    this.addSql(`create extension if not exists vector`);

    // enum asset_type
    this.addSql(`do $guard$ begin
  if not exists (select from pg_type where typnamespace = 'public'::regnamespace and typname = 'asset_type') then
    create type asset_type as enum ('image', 'video', 'diagram', 'screenshot', 'document');
  end if;
end $guard$`);

    // enum capability_health
    this.addSql(`do $guard$ begin
  if not exists (select from pg_type where typnamespace = 'public'::regnamespace and typname = 'capability_health') then
    create type capability_health as enum ('healthy', 'degraded', 'unavailable');
  end if;
end $guard$`);

    // enum cost_tier
    this.addSql(`do $guard$ begin
  if not exists (select from pg_type where typnamespace = 'public'::regnamespace and typname = 'cost_tier') then
    create type cost_tier as enum ('free', 'low', 'medium', 'high', 'premium');
  end if;
end $guard$`);

    // enum execution_status
    this.addSql(`do $guard$ begin
  if not exists (select from pg_type where typnamespace = 'public'::regnamespace and typname = 'execution_status') then
    create type execution_status as enum ('pending', 'running', 'success', 'failed', 'skipped');
  end if;
end $guard$`);

    // enum job_status
    this.addSql(`do $guard$ begin
  if not exists (select from pg_type where typnamespace = 'public'::regnamespace and typname = 'job_status') then
    create type job_status as enum ('pending', 'running', 'completed', 'failed', 'cancelled');
  end if;
end $guard$`);

    // table asset_provenance
    this.addSql(`create table if not exists asset_provenance (
  asset_id uuid not null,
  request_id text,
  execution_id uuid,
  plan_id uuid,
  user_id text,
  tenant_id text not null,
  session_id text,
  prompt_summary text,
  generation_params jsonb default '{}'::jsonb not null,
  tool_id text not null,
  provider text not null,
  model_version text,
  trace_id text,
  span_id text,
  quality_gate_passed boolean,
  quality_score real,
  rework_count integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  constraint asset_provenance_pkey PRIMARY KEY (asset_id)
)`);
    this.addSql(addMissingColumns('asset_provenance', EXPECTED));
    this.addSql(`comment on table asset_provenance is 'Where an asset came from: request, plan, tool, model and quality'`);
    this.addSql(`create index if not exists idx_prov_execution on asset_provenance USING btree (execution_id) WHERE (execution_id IS NOT NULL)`);
    this.addSql(`create index if not exists idx_prov_request on asset_provenance USING btree (request_id) WHERE (request_id IS NOT NULL)`);
    this.addSql(`create index if not exists idx_prov_tenant on asset_provenance USING btree (tenant_id)`);
    this.addSql(`create index if not exists idx_prov_tool on asset_provenance USING btree (tool_id, provider)`);
    this.addSql(`create index if not exists idx_prov_trace on asset_provenance USING btree (trace_id) WHERE (trace_id IS NOT NULL)`);
    this.addSql(`create index if not exists idx_prov_user on asset_provenance USING btree (user_id) WHERE (user_id IS NOT NULL)`);

    // table multimodal_assets
    this.addSql(`create table if not exists multimodal_assets (
  id uuid default gen_random_uuid() not null,
  tenant_id text not null,
  session_id text,
  asset_type asset_type not null,
  format text not null,
  storage_path text,
  content bytea,
  content_size_bytes bigint default 0 not null,
  checksum_sha256 text not null,
  original_filename text,
  mime_type text not null,
  dimensions jsonb,
  metadata jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  constraint multimodal_assets_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('multimodal_assets', EXPECTED));
    this.addSql(`comment on table multimodal_assets is 'Images, videos and documents that plans produced, stored here or at a path'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_assets'::regclass and conname = 'chk_storage_location') then
    alter table multimodal_assets add constraint chk_storage_location CHECK (((storage_path IS NOT NULL) OR (content IS NOT NULL)));
  end if;
end $guard$`);
    this.addSql(`create index if not exists idx_mm_assets_checksum on multimodal_assets USING btree (checksum_sha256)`);
    this.addSql(`create index if not exists idx_mm_assets_created on multimodal_assets USING btree (created_at)`);
    this.addSql(`create index if not exists idx_mm_assets_expires on multimodal_assets USING btree (expires_at) WHERE (expires_at IS NOT NULL)`);
    this.addSql(`create index if not exists idx_mm_assets_session on multimodal_assets USING btree (session_id) WHERE (session_id IS NOT NULL)`);
    this.addSql(`create index if not exists idx_mm_assets_tenant on multimodal_assets USING btree (tenant_id)`);
    this.addSql(`create index if not exists idx_mm_assets_type on multimodal_assets USING btree (asset_type)`);

    // table multimodal_capabilities
    this.addSql(`create table if not exists multimodal_capabilities (
  tool_id text not null,
  provider text not null,
  tenant_id text,
  modalities jsonb default '[]'::jsonb not null,
  input_schema jsonb default '{}'::jsonb not null,
  output_schema jsonb default '{}'::jsonb not null,
  constraints jsonb default '{}'::jsonb not null,
  cost_tier cost_tier default 'medium'::cost_tier not null,
  latency_p95_ms integer,
  health_status capability_health default 'healthy'::capability_health not null,
  last_health_check timestamp with time zone,
  failure_count integer default 0 not null,
  enabled boolean default true not null,
  display_name text,
  description text,
  documentation_url text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint multimodal_capabilities_pkey PRIMARY KEY (tool_id, provider)
)`);
    this.addSql(addMissingColumns('multimodal_capabilities', EXPECTED));
    this.addSql(`comment on table multimodal_capabilities is 'What each provider’s tool can produce, its cost and its health'`);
    this.addSql(`create index if not exists idx_mm_caps_cost on multimodal_capabilities USING btree (cost_tier)`);
    this.addSql(`create index if not exists idx_mm_caps_enabled on multimodal_capabilities USING btree (enabled) WHERE (enabled = true)`);
    this.addSql(`create index if not exists idx_mm_caps_health on multimodal_capabilities USING btree (health_status)`);
    this.addSql(`create index if not exists idx_mm_caps_modalities on multimodal_capabilities USING gin (modalities)`);
    this.addSql(`create index if not exists idx_mm_caps_tenant on multimodal_capabilities USING btree (tenant_id) WHERE (tenant_id IS NOT NULL)`);

    // table multimodal_executions
    this.addSql(`create table if not exists multimodal_executions (
  id uuid default gen_random_uuid() not null,
  plan_id uuid not null,
  step_index integer not null,
  tenant_id text not null,
  tool_id text not null,
  provider text not null,
  status execution_status default 'pending'::execution_status not null,
  attempt_number integer default 1 not null,
  asset_id uuid,
  latency_ms integer,
  cost_estimate_cents integer,
  quality_score real,
  quality_feedback jsonb,
  error_code text,
  error_message text,
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint multimodal_executions_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('multimodal_executions', EXPECTED));
    this.addSql(`comment on table multimodal_executions is 'Attempts at the steps of a plan, with what they produced or why they failed'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_executions'::regclass and conname = 'uq_execution_step_attempt') then
    alter table multimodal_executions add constraint uq_execution_step_attempt UNIQUE (plan_id, step_index, attempt_number);
  end if;
end $guard$`);
    this.addSql(`create index if not exists idx_mm_exec_plan on multimodal_executions USING btree (plan_id)`);
    this.addSql(`create index if not exists idx_mm_exec_quality on multimodal_executions USING btree (quality_score) WHERE (quality_score IS NOT NULL)`);
    this.addSql(`create index if not exists idx_mm_exec_status on multimodal_executions USING btree (status)`);
    this.addSql(`create index if not exists idx_mm_exec_tenant on multimodal_executions USING btree (tenant_id)`);
    this.addSql(`create index if not exists idx_mm_exec_tenant_status on multimodal_executions USING btree (tenant_id, status, created_at)`);
    this.addSql(`create index if not exists idx_mm_exec_tool on multimodal_executions USING btree (tool_id, provider)`);

    // table multimodal_job_plans
    this.addSql(`create table if not exists multimodal_job_plans (
  id uuid default gen_random_uuid() not null,
  tenant_id text not null,
  session_id text not null,
  request_id text,
  plan_json jsonb not null,
  plan_version text default '1.0'::text not null,
  status job_status default 'pending'::job_status not null,
  total_steps integer default 0 not null,
  completed_steps integer default 0 not null,
  budget_limit_cents integer,
  budget_used_cents integer default 0 not null,
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  error_message text,
  error_details jsonb,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint multimodal_job_plans_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('multimodal_job_plans', EXPECTED));
    this.addSql(`comment on table multimodal_job_plans is 'Plans of several steps that a session asked for, with progress and budget'`);
    this.addSql(`create index if not exists idx_mm_plans_created on multimodal_job_plans USING btree (created_at)`);
    this.addSql(`create index if not exists idx_mm_plans_session on multimodal_job_plans USING btree (session_id)`);
    this.addSql(`create index if not exists idx_mm_plans_status on multimodal_job_plans USING btree (status)`);
    this.addSql(`create index if not exists idx_mm_plans_tenant on multimodal_job_plans USING btree (tenant_id)`);
    this.addSql(`create index if not exists idx_mm_plans_tenant_status on multimodal_job_plans USING btree (tenant_id, status, created_at)`);

    // table multimodal_outcomes
    this.addSql(`create table if not exists multimodal_outcomes (
  id uuid default gen_random_uuid() not null,
  plan_id uuid not null,
  task_id text not null,
  step_type text not null,
  provider text not null,
  model text not null,
  success boolean not null,
  latency_ms real not null,
  cost_cents real default 0.0 not null,
  quality_score real,
  feedback text,
  "timestamp" timestamp with time zone default now() not null,
  constraint multimodal_outcomes_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('multimodal_outcomes', EXPECTED));
    this.addSql(`comment on table multimodal_outcomes is 'What each step of a plan cost, how long it took and how good it was'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_outcomes'::regclass and conname = 'chk_cost_positive') then
    alter table multimodal_outcomes add constraint chk_cost_positive CHECK ((cost_cents >= (0)::double precision));
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_outcomes'::regclass and conname = 'chk_latency_positive') then
    alter table multimodal_outcomes add constraint chk_latency_positive CHECK ((latency_ms >= (0)::double precision));
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_outcomes'::regclass and conname = 'chk_quality_range') then
    alter table multimodal_outcomes add constraint chk_quality_range CHECK (((quality_score IS NULL) OR ((quality_score >= (0.0)::double precision) AND (quality_score <= (1.0)::double precision))));
  end if;
end $guard$`);
    this.addSql(`create index if not exists idx_mm_outcomes_plan on multimodal_outcomes USING btree (plan_id)`);
    this.addSql(`create index if not exists idx_mm_outcomes_provider on multimodal_outcomes USING btree (provider, success)`);
    this.addSql(`create index if not exists idx_mm_outcomes_step_type on multimodal_outcomes USING btree (step_type, "timestamp" DESC)`);
    this.addSql(`create index if not exists idx_mm_outcomes_success on multimodal_outcomes USING btree (success, step_type)`);
    this.addSql(`create index if not exists idx_mm_outcomes_timestamp on multimodal_outcomes USING btree ("timestamp" DESC)`);

    // table prompts
    this.addSql(`create table if not exists prompts (
  id uuid not null,
  name character varying(255) not null,
  version integer default 1 not null,
  content text not null,
  created_at timestamp with time zone default now(),
  updated_at timestamp with time zone default now(),
  constraint prompts_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('prompts', EXPECTED));
    this.addSql(`comment on table prompts is 'Prompt templates by name'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'prompts'::regclass and conname = 'prompts_name_key') then
    alter table prompts add constraint prompts_name_key UNIQUE (name);
  end if;
end $guard$`);

    // table session_embeddings
    this.addSql(`create table if not exists session_embeddings (
  id bigserial not null,
  session_id uuid not null,
  text text not null,
  vector vector(384),
  metadata jsonb,
  created_at timestamp with time zone default now(),
  constraint session_embeddings_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('session_embeddings', EXPECTED));
    this.addSql(`comment on table session_embeddings is 'Texts of a session with their embeddings, for nearest-neighbour search'`);
    this.addSql(`do $guard$ begin
  if exists (select from pg_constraint where conrelid = 'session_embeddings'::regclass and conname = 'session_embeddings_session_id_text_key')
    and not exists (select from pg_constraint where conrelid = 'session_embeddings'::regclass and conname = 'session_embeddings_session_text_key') then
    alter table session_embeddings rename constraint "session_embeddings_session_id_text_key" to session_embeddings_session_text_key;
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'session_embeddings'::regclass and conname = 'session_embeddings_session_text_key') then
    alter table session_embeddings add constraint session_embeddings_session_text_key UNIQUE (session_id, text);
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if exists (select from pg_index join pg_class on oid = indexrelid where indrelid = 'session_embeddings'::regclass and relname = 'ix_session_embeddings_vector')
    and not exists (select from pg_class where relnamespace = 'public'::regnamespace and relname = 'session_embeddings_vector_idx') then
    alter index "public"."ix_session_embeddings_vector" rename to session_embeddings_vector_idx;
  end if;
end $guard$`);
    this.addSql(`create index if not exists session_embeddings_vector_idx on session_embeddings USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`);

    // table task_artifacts
    this.addSql(`create table if not exists task_artifacts (
  id uuid default gen_random_uuid() not null,
  name text not null,
  version text not null,
  storage_uri text not null,
  sha256 text not null,
  signed_by text,
  created_at timestamp with time zone default now() not null,
  constraint task_artifacts_pkey PRIMARY KEY (id)
)`);
    this.addSql(addMissingColumns('task_artifacts', EXPECTED));
    this.addSql(`comment on table task_artifacts is 'Signed builds of tasks, one row per name and version'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'task_artifacts'::regclass and conname = 'task_artifacts_unique') then
    alter table task_artifacts add constraint task_artifacts_unique UNIQUE (name, version);
  end if;
end $guard$`);

    // table task_registry
    this.addSql(`create table if not exists task_registry (
  name text not null,
  kind text not null,
  module_path text not null,
  callable text not null,
  queue text not null,
  rate_limit text,
  max_retries integer,
  soft_time_limit integer,
  time_limit integer,
  enabled boolean default true not null,
  tenant_scope text[] default '{}'::text[],
  persona_scope text[] default '{}'::text[],
  arg_schema jsonb default '{}'::jsonb not null,
  artifact_hash text,
  soma_tags text[] default '{}'::text[],
  created_by text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint task_registry_pkey PRIMARY KEY (name)
)`);
    this.addSql(addMissingColumns('task_registry', EXPECTED));
    this.addSql(`comment on table task_registry is 'Tasks and tools that workers may run, with their queue, limits and scopes'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'task_registry'::regclass and conname = 'task_registry_kind_check') then
    alter table task_registry add constraint task_registry_kind_check CHECK ((kind = ANY (ARRAY['task'::text, 'tool'::text])));
  end if;
end $guard$`);
    this.addSql(`create index if not exists task_registry_enabled_idx on task_registry USING btree (enabled)`);
    this.addSql(`create index if not exists task_registry_kind_idx on task_registry USING btree (kind)`);
    this.addSql(`create index if not exists task_registry_queue_idx on task_registry USING btree (queue)`);

    // table tenant_tool_flags
    this.addSql(`create table if not exists tenant_tool_flags (
  tenant_id text not null,
  tool_name text not null,
  enabled boolean not null,
  updated_at timestamp with time zone default now(),
  constraint tenant_tool_flags_pkey PRIMARY KEY (tenant_id, tool_name)
)`);
    this.addSql(addMissingColumns('tenant_tool_flags', EXPECTED));
    this.addSql(`comment on table tenant_tool_flags is 'Tools switched on or off for one tenant'`);

    // table tool_catalog
    this.addSql(`create table if not exists tool_catalog (
  name text not null,
  description text not null,
  parameters_schema jsonb not null,
  enabled boolean default true,
  cost_impact text default 'low'::text,
  profiles text[] default '{standard}'::text[],
  updated_at timestamp with time zone default now(),
  constraint tool_catalog_pkey PRIMARY KEY (name)
)`);
    this.addSql(addMissingColumns('tool_catalog', EXPECTED));
    this.addSql(`comment on table tool_catalog is 'Tools that agents can be offered, with the JSON Schema of their parameters'`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'tool_catalog'::regclass and conname = 'tool_catalog_cost_impact_check') then
    alter table tool_catalog add constraint tool_catalog_cost_impact_check CHECK ((cost_impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])));
  end if;
end $guard$`);

    // table asset_provenance
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'asset_provenance'::regclass and conname = 'asset_provenance_asset_id_fkey') then
    alter table asset_provenance add constraint asset_provenance_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE CASCADE;
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'asset_provenance'::regclass and conname = 'asset_provenance_execution_id_fkey') then
    alter table asset_provenance add constraint asset_provenance_execution_id_fkey FOREIGN KEY (execution_id) REFERENCES multimodal_executions(id) ON DELETE SET NULL;
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'asset_provenance'::regclass and conname = 'asset_provenance_plan_id_fkey') then
    alter table asset_provenance add constraint asset_provenance_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE SET NULL;
  end if;
end $guard$`);

    // table multimodal_executions
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_executions'::regclass and conname = 'multimodal_executions_asset_id_fkey') then
    alter table multimodal_executions add constraint multimodal_executions_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE SET NULL;
  end if;
end $guard$`);
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'multimodal_executions'::regclass and conname = 'multimodal_executions_plan_id_fkey') then
    alter table multimodal_executions add constraint multimodal_executions_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE CASCADE;
  end if;
end $guard$`);

    // table tenant_tool_flags
    this.addSql(`do $guard$ begin
  if not exists (select from pg_constraint where conrelid = 'tenant_tool_flags'::regclass and conname = 'tenant_tool_flags_tool_name_fkey') then
    alter table tenant_tool_flags add constraint tenant_tool_flags_tool_name_fkey FOREIGN KEY (tool_name) REFERENCES tool_catalog(name) ON DELETE CASCADE;
  end if;
end $guard$`);

    // function multimodal_touch_updated_at()
    this.addSql(`create or replace function multimodal_touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin NEW.updated_at = now(); RETURN NEW; end $function$`);

    // function task_registry_touch_updated_at()
    this.addSql(`create or replace function task_registry_touch_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin NEW.updated_at = now(); RETURN NEW; end $function$`);

    // table multimodal_capabilities
    this.addSql(`do $guard$ begin
  if not exists (select from pg_trigger where tgrelid = 'multimodal_capabilities'::regclass and tgname = 'mm_capabilities_set_updated_at') then
    CREATE TRIGGER mm_capabilities_set_updated_at BEFORE UPDATE ON multimodal_capabilities FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at();
  end if;
end $guard$`);

    // table multimodal_job_plans
    this.addSql(`do $guard$ begin
  if not exists (select from pg_trigger where tgrelid = 'multimodal_job_plans'::regclass and tgname = 'mm_job_plans_set_updated_at') then
    CREATE TRIGGER mm_job_plans_set_updated_at BEFORE UPDATE ON multimodal_job_plans FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at();
  end if;
end $guard$`);

    // table task_registry
    this.addSql(`do $guard$ begin
  if not exists (select from pg_trigger where tgrelid = 'task_registry'::regclass and tgname = 'task_registry_set_updated_at') then
    CREATE TRIGGER task_registry_set_updated_at BEFORE UPDATE ON task_registry FOR EACH ROW EXECUTE FUNCTION task_registry_touch_updated_at();
  end if;
end $guard$`);

    // what remains different
    this.addSql(reportDifferences(EXPECTED));
  }

  override down(): void {
    // table asset_provenance
    this.addSql(`alter table asset_provenance drop constraint asset_provenance_asset_id_fkey`);
    this.addSql(`alter table asset_provenance drop constraint asset_provenance_execution_id_fkey`);
    this.addSql(`alter table asset_provenance drop constraint asset_provenance_plan_id_fkey`);

    // table multimodal_executions
    this.addSql(`alter table multimodal_executions drop constraint multimodal_executions_asset_id_fkey`);
    this.addSql(`alter table multimodal_executions drop constraint multimodal_executions_plan_id_fkey`);

    // table tenant_tool_flags
    this.addSql(`alter table tenant_tool_flags drop constraint tenant_tool_flags_tool_name_fkey`);

    // table asset_provenance
    this.addSql(`drop table asset_provenance`);

    // table multimodal_assets
    this.addSql(`drop table multimodal_assets`);

    // table multimodal_capabilities
    this.addSql(`drop table multimodal_capabilities`);

    // table multimodal_executions
    this.addSql(`drop table multimodal_executions`);

    // table multimodal_job_plans
    this.addSql(`drop table multimodal_job_plans`);

    // table multimodal_outcomes
    this.addSql(`drop table multimodal_outcomes`);

    // table prompts
    this.addSql(`drop table prompts`);

    // table session_embeddings
    this.addSql(`drop table session_embeddings`);

    // table task_artifacts
    this.addSql(`drop table task_artifacts`);

    // table task_registry
    this.addSql(`drop table task_registry`);

    // table tenant_tool_flags
    this.addSql(`drop table tenant_tool_flags`);

    // table tool_catalog
    this.addSql(`drop table tool_catalog`);

    // function multimodal_touch_updated_at()
    this.addSql(`drop function multimodal_touch_updated_at()`);

    // function task_registry_touch_updated_at()
    this.addSql(`drop function task_registry_touch_updated_at()`);

    // enum asset_type
    this.addSql(`drop type asset_type`);

    // enum capability_health
    this.addSql(`drop type capability_health`);

    // enum cost_tier
    this.addSql(`drop type cost_tier`);

    // enum execution_status
    this.addSql(`drop type execution_status`);

    // enum job_status
    this.addSql(`drop type job_status`);
  }
}

/** What is there afterwards, in PostgreSQL's words. */
const EXPECTED = {
  "enums": {
    "asset_type": "'image', 'video', 'diagram', 'screenshot', 'document'",
    "capability_health": "'healthy', 'degraded', 'unavailable'",
    "cost_tier": "'free', 'low', 'medium', 'high', 'premium'",
    "execution_status": "'pending', 'running', 'success', 'failed', 'skipped'",
    "job_status": "'pending', 'running', 'completed', 'failed', 'cancelled'"
  },
  "tables": {
    "asset_provenance": {
      "columns": {
        "asset_id": "uuid not null",
        "request_id": "text",
        "execution_id": "uuid",
        "plan_id": "uuid",
        "user_id": "text",
        "tenant_id": "text not null",
        "session_id": "text",
        "prompt_summary": "text",
        "generation_params": "jsonb not null default '{}'::jsonb",
        "tool_id": "text not null",
        "provider": "text not null",
        "model_version": "text",
        "trace_id": "text",
        "span_id": "text",
        "quality_gate_passed": "boolean",
        "quality_score": "real",
        "rework_count": "integer not null default 0",
        "created_at": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "asset_provenance_pkey": "PRIMARY KEY (asset_id)",
        "asset_provenance_asset_id_fkey": "FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE CASCADE",
        "asset_provenance_execution_id_fkey": "FOREIGN KEY (execution_id) REFERENCES multimodal_executions(id) ON DELETE SET NULL",
        "asset_provenance_plan_id_fkey": "FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE SET NULL"
      },
      "indexes": {
        "idx_prov_execution": "CREATE INDEX idx_prov_execution ON public.asset_provenance USING btree (execution_id) WHERE (execution_id IS NOT NULL)",
        "idx_prov_request": "CREATE INDEX idx_prov_request ON public.asset_provenance USING btree (request_id) WHERE (request_id IS NOT NULL)",
        "idx_prov_tenant": "CREATE INDEX idx_prov_tenant ON public.asset_provenance USING btree (tenant_id)",
        "idx_prov_tool": "CREATE INDEX idx_prov_tool ON public.asset_provenance USING btree (tool_id, provider)",
        "idx_prov_trace": "CREATE INDEX idx_prov_trace ON public.asset_provenance USING btree (trace_id) WHERE (trace_id IS NOT NULL)",
        "idx_prov_user": "CREATE INDEX idx_prov_user ON public.asset_provenance USING btree (user_id) WHERE (user_id IS NOT NULL)"
      }
    },
    "multimodal_assets": {
      "columns": {
        "id": "uuid not null default gen_random_uuid()",
        "tenant_id": "text not null",
        "session_id": "text",
        "asset_type": "asset_type not null",
        "format": "text not null",
        "storage_path": "text",
        "content": "bytea",
        "content_size_bytes": "bigint not null default 0",
        "checksum_sha256": "text not null",
        "original_filename": "text",
        "mime_type": "text not null",
        "dimensions": "jsonb",
        "metadata": "jsonb not null default '{}'::jsonb",
        "created_at": "timestamp with time zone not null default now()",
        "expires_at": "timestamp with time zone"
      },
      "constraints": {
        "multimodal_assets_pkey": "PRIMARY KEY (id)",
        "chk_storage_location": "CHECK (((storage_path IS NOT NULL) OR (content IS NOT NULL)))"
      },
      "indexes": {
        "idx_mm_assets_checksum": "CREATE INDEX idx_mm_assets_checksum ON public.multimodal_assets USING btree (checksum_sha256)",
        "idx_mm_assets_created": "CREATE INDEX idx_mm_assets_created ON public.multimodal_assets USING btree (created_at)",
        "idx_mm_assets_expires": "CREATE INDEX idx_mm_assets_expires ON public.multimodal_assets USING btree (expires_at) WHERE (expires_at IS NOT NULL)",
        "idx_mm_assets_session": "CREATE INDEX idx_mm_assets_session ON public.multimodal_assets USING btree (session_id) WHERE (session_id IS NOT NULL)",
        "idx_mm_assets_tenant": "CREATE INDEX idx_mm_assets_tenant ON public.multimodal_assets USING btree (tenant_id)",
        "idx_mm_assets_type": "CREATE INDEX idx_mm_assets_type ON public.multimodal_assets USING btree (asset_type)"
      }
    },
    "multimodal_capabilities": {
      "columns": {
        "tool_id": "text not null",
        "provider": "text not null",
        "tenant_id": "text",
        "modalities": "jsonb not null default '[]'::jsonb",
        "input_schema": "jsonb not null default '{}'::jsonb",
        "output_schema": "jsonb not null default '{}'::jsonb",
        "constraints": "jsonb not null default '{}'::jsonb",
        "cost_tier": "cost_tier not null default 'medium'::cost_tier",
        "latency_p95_ms": "integer",
        "health_status": "capability_health not null default 'healthy'::capability_health",
        "last_health_check": "timestamp with time zone",
        "failure_count": "integer not null default 0",
        "enabled": "boolean not null default true",
        "display_name": "text",
        "description": "text",
        "documentation_url": "text",
        "created_at": "timestamp with time zone not null default now()",
        "updated_at": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "multimodal_capabilities_pkey": "PRIMARY KEY (tool_id, provider)"
      },
      "indexes": {
        "idx_mm_caps_cost": "CREATE INDEX idx_mm_caps_cost ON public.multimodal_capabilities USING btree (cost_tier)",
        "idx_mm_caps_enabled": "CREATE INDEX idx_mm_caps_enabled ON public.multimodal_capabilities USING btree (enabled) WHERE (enabled = true)",
        "idx_mm_caps_health": "CREATE INDEX idx_mm_caps_health ON public.multimodal_capabilities USING btree (health_status)",
        "idx_mm_caps_modalities": "CREATE INDEX idx_mm_caps_modalities ON public.multimodal_capabilities USING gin (modalities)",
        "idx_mm_caps_tenant": "CREATE INDEX idx_mm_caps_tenant ON public.multimodal_capabilities USING btree (tenant_id) WHERE (tenant_id IS NOT NULL)"
      },
      "triggers": {
        "mm_capabilities_set_updated_at": "CREATE TRIGGER mm_capabilities_set_updated_at BEFORE UPDATE ON public.multimodal_capabilities FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at()"
      }
    },
    "multimodal_executions": {
      "columns": {
        "id": "uuid not null default gen_random_uuid()",
        "plan_id": "uuid not null",
        "step_index": "integer not null",
        "tenant_id": "text not null",
        "tool_id": "text not null",
        "provider": "text not null",
        "status": "execution_status not null default 'pending'::execution_status",
        "attempt_number": "integer not null default 1",
        "asset_id": "uuid",
        "latency_ms": "integer",
        "cost_estimate_cents": "integer",
        "quality_score": "real",
        "quality_feedback": "jsonb",
        "error_code": "text",
        "error_message": "text",
        "started_at": "timestamp with time zone",
        "completed_at": "timestamp with time zone",
        "created_at": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "multimodal_executions_pkey": "PRIMARY KEY (id)",
        "uq_execution_step_attempt": "UNIQUE (plan_id, step_index, attempt_number)",
        "multimodal_executions_asset_id_fkey": "FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE SET NULL",
        "multimodal_executions_plan_id_fkey": "FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE CASCADE"
      },
      "indexes": {
        "idx_mm_exec_plan": "CREATE INDEX idx_mm_exec_plan ON public.multimodal_executions USING btree (plan_id)",
        "idx_mm_exec_quality": "CREATE INDEX idx_mm_exec_quality ON public.multimodal_executions USING btree (quality_score) WHERE (quality_score IS NOT NULL)",
        "idx_mm_exec_status": "CREATE INDEX idx_mm_exec_status ON public.multimodal_executions USING btree (status)",
        "idx_mm_exec_tenant": "CREATE INDEX idx_mm_exec_tenant ON public.multimodal_executions USING btree (tenant_id)",
        "idx_mm_exec_tenant_status": "CREATE INDEX idx_mm_exec_tenant_status ON public.multimodal_executions USING btree (tenant_id, status, created_at)",
        "idx_mm_exec_tool": "CREATE INDEX idx_mm_exec_tool ON public.multimodal_executions USING btree (tool_id, provider)"
      }
    },
    "multimodal_job_plans": {
      "columns": {
        "id": "uuid not null default gen_random_uuid()",
        "tenant_id": "text not null",
        "session_id": "text not null",
        "request_id": "text",
        "plan_json": "jsonb not null",
        "plan_version": "text not null default '1.0'::text",
        "status": "job_status not null default 'pending'::job_status",
        "total_steps": "integer not null default 0",
        "completed_steps": "integer not null default 0",
        "budget_limit_cents": "integer",
        "budget_used_cents": "integer not null default 0",
        "started_at": "timestamp with time zone",
        "completed_at": "timestamp with time zone",
        "error_message": "text",
        "error_details": "jsonb",
        "created_at": "timestamp with time zone not null default now()",
        "updated_at": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "multimodal_job_plans_pkey": "PRIMARY KEY (id)"
      },
      "indexes": {
        "idx_mm_plans_created": "CREATE INDEX idx_mm_plans_created ON public.multimodal_job_plans USING btree (created_at)",
        "idx_mm_plans_session": "CREATE INDEX idx_mm_plans_session ON public.multimodal_job_plans USING btree (session_id)",
        "idx_mm_plans_status": "CREATE INDEX idx_mm_plans_status ON public.multimodal_job_plans USING btree (status)",
        "idx_mm_plans_tenant": "CREATE INDEX idx_mm_plans_tenant ON public.multimodal_job_plans USING btree (tenant_id)",
        "idx_mm_plans_tenant_status": "CREATE INDEX idx_mm_plans_tenant_status ON public.multimodal_job_plans USING btree (tenant_id, status, created_at)"
      },
      "triggers": {
        "mm_job_plans_set_updated_at": "CREATE TRIGGER mm_job_plans_set_updated_at BEFORE UPDATE ON public.multimodal_job_plans FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at()"
      }
    },
    "multimodal_outcomes": {
      "columns": {
        "id": "uuid not null default gen_random_uuid()",
        "plan_id": "uuid not null",
        "task_id": "text not null",
        "step_type": "text not null",
        "provider": "text not null",
        "model": "text not null",
        "success": "boolean not null",
        "latency_ms": "real not null",
        "cost_cents": "real not null default 0.0",
        "quality_score": "real",
        "feedback": "text",
        "timestamp": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "multimodal_outcomes_pkey": "PRIMARY KEY (id)",
        "chk_cost_positive": "CHECK ((cost_cents >= (0)::double precision))",
        "chk_latency_positive": "CHECK ((latency_ms >= (0)::double precision))",
        "chk_quality_range": "CHECK (((quality_score IS NULL) OR ((quality_score >= (0.0)::double precision) AND (quality_score <= (1.0)::double precision))))"
      },
      "indexes": {
        "idx_mm_outcomes_plan": "CREATE INDEX idx_mm_outcomes_plan ON public.multimodal_outcomes USING btree (plan_id)",
        "idx_mm_outcomes_provider": "CREATE INDEX idx_mm_outcomes_provider ON public.multimodal_outcomes USING btree (provider, success)",
        "idx_mm_outcomes_step_type": "CREATE INDEX idx_mm_outcomes_step_type ON public.multimodal_outcomes USING btree (step_type, \"timestamp\" DESC)",
        "idx_mm_outcomes_success": "CREATE INDEX idx_mm_outcomes_success ON public.multimodal_outcomes USING btree (success, step_type)",
        "idx_mm_outcomes_timestamp": "CREATE INDEX idx_mm_outcomes_timestamp ON public.multimodal_outcomes USING btree (\"timestamp\" DESC)"
      }
    },
    "prompts": {
      "columns": {
        "id": "uuid not null",
        "name": "character varying(255) not null",
        "version": "integer not null default 1",
        "content": "text not null",
        "created_at": "timestamp with time zone default now()",
        "updated_at": "timestamp with time zone default now()"
      },
      "constraints": {
        "prompts_pkey": "PRIMARY KEY (id)",
        "prompts_name_key": "UNIQUE (name)"
      }
    },
    "session_embeddings": {
      "columns": {
        "id": "bigint not null default nextval('session_embeddings_id_seq'::regclass)",
        "session_id": "uuid not null",
        "text": "text not null",
        "vector": "vector(384)",
        "metadata": "jsonb",
        "created_at": "timestamp with time zone default now()"
      },
      "constraints": {
        "session_embeddings_pkey": "PRIMARY KEY (id)",
        "session_embeddings_session_text_key": "UNIQUE (session_id, text)"
      },
      "indexes": {
        "session_embeddings_vector_idx": "CREATE INDEX session_embeddings_vector_idx ON public.session_embeddings USING ivfflat (vector vector_cosine_ops) WITH (lists='100')"
      }
    },
    "task_artifacts": {
      "columns": {
        "id": "uuid not null default gen_random_uuid()",
        "name": "text not null",
        "version": "text not null",
        "storage_uri": "text not null",
        "sha256": "text not null",
        "signed_by": "text",
        "created_at": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "task_artifacts_pkey": "PRIMARY KEY (id)",
        "task_artifacts_unique": "UNIQUE (name, version)"
      }
    },
    "task_registry": {
      "columns": {
        "name": "text not null",
        "kind": "text not null",
        "module_path": "text not null",
        "callable": "text not null",
        "queue": "text not null",
        "rate_limit": "text",
        "max_retries": "integer",
        "soft_time_limit": "integer",
        "time_limit": "integer",
        "enabled": "boolean not null default true",
        "tenant_scope": "text[] default '{}'::text[]",
        "persona_scope": "text[] default '{}'::text[]",
        "arg_schema": "jsonb not null default '{}'::jsonb",
        "artifact_hash": "text",
        "soma_tags": "text[] default '{}'::text[]",
        "created_by": "text",
        "created_at": "timestamp with time zone not null default now()",
        "updated_at": "timestamp with time zone not null default now()"
      },
      "constraints": {
        "task_registry_pkey": "PRIMARY KEY (name)",
        "task_registry_kind_check": "CHECK ((kind = ANY (ARRAY['task'::text, 'tool'::text])))"
      },
      "indexes": {
        "task_registry_enabled_idx": "CREATE INDEX task_registry_enabled_idx ON public.task_registry USING btree (enabled)",
        "task_registry_kind_idx": "CREATE INDEX task_registry_kind_idx ON public.task_registry USING btree (kind)",
        "task_registry_queue_idx": "CREATE INDEX task_registry_queue_idx ON public.task_registry USING btree (queue)"
      },
      "triggers": {
        "task_registry_set_updated_at": "CREATE TRIGGER task_registry_set_updated_at BEFORE UPDATE ON public.task_registry FOR EACH ROW EXECUTE FUNCTION task_registry_touch_updated_at()"
      }
    },
    "tenant_tool_flags": {
      "columns": {
        "tenant_id": "text not null",
        "tool_name": "text not null",
        "enabled": "boolean not null",
        "updated_at": "timestamp with time zone default now()"
      },
      "constraints": {
        "tenant_tool_flags_pkey": "PRIMARY KEY (tenant_id, tool_name)",
        "tenant_tool_flags_tool_name_fkey": "FOREIGN KEY (tool_name) REFERENCES tool_catalog(name) ON DELETE CASCADE"
      }
    },
    "tool_catalog": {
      "columns": {
        "name": "text not null",
        "description": "text not null",
        "parameters_schema": "jsonb not null",
        "enabled": "boolean default true",
        "cost_impact": "text default 'low'::text",
        "profiles": "text[] default '{standard}'::text[]",
        "updated_at": "timestamp with time zone default now()"
      },
      "constraints": {
        "tool_catalog_pkey": "PRIMARY KEY (name)",
        "tool_catalog_cost_impact_check": "CHECK ((cost_impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))"
      }
    }
  }
};
