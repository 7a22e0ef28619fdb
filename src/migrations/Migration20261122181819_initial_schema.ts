import { Migration } from '@mikro-orm/migrations';

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
  /** Of this file as it was before its statements stood in it; a database that ran that form ran this one. */
  static readonly equivalentDigests = ['57a53abc25345243f89cb076dfd7a3cd491b5d7a36ebcc7fddc2af2778f96e1f'];
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('asset_id', 'uuid not null'),
      ('request_id', 'text'),
      ('execution_id', 'uuid'),
      ('plan_id', 'uuid'),
      ('user_id', 'text'),
      ('tenant_id', 'text not null'),
      ('session_id', 'text'),
      ('prompt_summary', 'text'),
      ('generation_params', 'jsonb not null default ''{}''::jsonb'),
      ('tool_id', 'text not null'),
      ('provider', 'text not null'),
      ('model_version', 'text'),
      ('trace_id', 'text'),
      ('span_id', 'text'),
      ('quality_gate_passed', 'boolean'),
      ('quality_score', 'real'),
      ('rework_count', 'integer not null default 0'),
      ('created_at', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'asset_provenance'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'asset_provenance', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'uuid not null default gen_random_uuid()'),
      ('tenant_id', 'text not null'),
      ('session_id', 'text'),
      ('asset_type', 'asset_type not null'),
      ('format', 'text not null'),
      ('storage_path', 'text'),
      ('content', 'bytea'),
      ('content_size_bytes', 'bigint not null default 0'),
      ('checksum_sha256', 'text not null'),
      ('original_filename', 'text'),
      ('mime_type', 'text not null'),
      ('dimensions', 'jsonb'),
      ('metadata', 'jsonb not null default ''{}''::jsonb'),
      ('created_at', 'timestamp with time zone not null default now()'),
      ('expires_at', 'timestamp with time zone')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'multimodal_assets'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'multimodal_assets', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('tool_id', 'text not null'),
      ('provider', 'text not null'),
      ('tenant_id', 'text'),
      ('modalities', 'jsonb not null default ''[]''::jsonb'),
      ('input_schema', 'jsonb not null default ''{}''::jsonb'),
      ('output_schema', 'jsonb not null default ''{}''::jsonb'),
      ('constraints', 'jsonb not null default ''{}''::jsonb'),
      ('cost_tier', 'cost_tier not null default ''medium''::cost_tier'),
      ('latency_p95_ms', 'integer'),
      ('health_status', 'capability_health not null default ''healthy''::capability_health'),
      ('last_health_check', 'timestamp with time zone'),
      ('failure_count', 'integer not null default 0'),
      ('enabled', 'boolean not null default true'),
      ('display_name', 'text'),
      ('description', 'text'),
      ('documentation_url', 'text'),
      ('created_at', 'timestamp with time zone not null default now()'),
      ('updated_at', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'multimodal_capabilities'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'multimodal_capabilities', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'uuid not null default gen_random_uuid()'),
      ('plan_id', 'uuid not null'),
      ('step_index', 'integer not null'),
      ('tenant_id', 'text not null'),
      ('tool_id', 'text not null'),
      ('provider', 'text not null'),
      ('status', 'execution_status not null default ''pending''::execution_status'),
      ('attempt_number', 'integer not null default 1'),
      ('asset_id', 'uuid'),
      ('latency_ms', 'integer'),
      ('cost_estimate_cents', 'integer'),
      ('quality_score', 'real'),
      ('quality_feedback', 'jsonb'),
      ('error_code', 'text'),
      ('error_message', 'text'),
      ('started_at', 'timestamp with time zone'),
      ('completed_at', 'timestamp with time zone'),
      ('created_at', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'multimodal_executions'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'multimodal_executions', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'uuid not null default gen_random_uuid()'),
      ('tenant_id', 'text not null'),
      ('session_id', 'text not null'),
      ('request_id', 'text'),
      ('plan_json', 'jsonb not null'),
      ('plan_version', 'text not null default ''1.0''::text'),
      ('status', 'job_status not null default ''pending''::job_status'),
      ('total_steps', 'integer not null default 0'),
      ('completed_steps', 'integer not null default 0'),
      ('budget_limit_cents', 'integer'),
      ('budget_used_cents', 'integer not null default 0'),
      ('started_at', 'timestamp with time zone'),
      ('completed_at', 'timestamp with time zone'),
      ('error_message', 'text'),
      ('error_details', 'jsonb'),
      ('created_at', 'timestamp with time zone not null default now()'),
      ('updated_at', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'multimodal_job_plans'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'multimodal_job_plans', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'uuid not null default gen_random_uuid()'),
      ('plan_id', 'uuid not null'),
      ('task_id', 'text not null'),
      ('step_type', 'text not null'),
      ('provider', 'text not null'),
      ('model', 'text not null'),
      ('success', 'boolean not null'),
      ('latency_ms', 'real not null'),
      ('cost_cents', 'real not null default 0.0'),
      ('quality_score', 'real'),
      ('feedback', 'text'),
      ('timestamp', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'multimodal_outcomes'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'multimodal_outcomes', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'uuid not null'),
      ('name', 'character varying(255) not null'),
      ('version', 'integer not null default 1'),
      ('content', 'text not null'),
      ('created_at', 'timestamp with time zone default now()'),
      ('updated_at', 'timestamp with time zone default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'prompts'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'prompts', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'bigint not null default nextval(''session_embeddings_id_seq''::regclass)'),
      ('session_id', 'uuid not null'),
      ('text', 'text not null'),
      ('vector', 'vector(384)'),
      ('metadata', 'jsonb'),
      ('created_at', 'timestamp with time zone default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'session_embeddings'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'session_embeddings', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('id', 'uuid not null default gen_random_uuid()'),
      ('name', 'text not null'),
      ('version', 'text not null'),
      ('storage_uri', 'text not null'),
      ('sha256', 'text not null'),
      ('signed_by', 'text'),
      ('created_at', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'task_artifacts'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'task_artifacts', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('name', 'text not null'),
      ('kind', 'text not null'),
      ('module_path', 'text not null'),
      ('callable', 'text not null'),
      ('queue', 'text not null'),
      ('rate_limit', 'text'),
      ('max_retries', 'integer'),
      ('soft_time_limit', 'integer'),
      ('time_limit', 'integer'),
      ('enabled', 'boolean not null default true'),
      ('tenant_scope', 'text[] default ''{}''::text[]'),
      ('persona_scope', 'text[] default ''{}''::text[]'),
      ('arg_schema', 'jsonb not null default ''{}''::jsonb'),
      ('artifact_hash', 'text'),
      ('soma_tags', 'text[] default ''{}''::text[]'),
      ('created_by', 'text'),
      ('created_at', 'timestamp with time zone not null default now()'),
      ('updated_at', 'timestamp with time zone not null default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'task_registry'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'task_registry', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('tenant_id', 'text not null'),
      ('tool_name', 'text not null'),
      ('enabled', 'boolean not null'),
      ('updated_at', 'timestamp with time zone default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'tenant_tool_flags'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'tenant_tool_flags', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $columns$ declare
  missing record;
begin
  for missing in
    select name, words from (values
      ('name', 'text not null'),
      ('description', 'text not null'),
      ('parameters_schema', 'jsonb not null'),
      ('enabled', 'boolean default true'),
      ('cost_impact', 'text default ''low''::text'),
      ('profiles', 'text[] default ''{standard}''::text[]'),
      ('updated_at', 'timestamp with time zone default now()')
    ) wanted (name, words)
    where not exists (
      select from pg_catalog.pg_attribute
      where attrelid = 'tool_catalog'::regclass and attname = wanted.name and not attisdropped)
  loop
    execute pg_catalog.format('alter table %s add column %I %s', 'tool_catalog', missing.name, missing.words);
  end loop;
end $columns$`);
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
    this.addSql(`do $report$ declare
  difference record;
begin
  for difference in
    with wanted (owner, kind, name, words) as (values
      ('asset_provenance', 'column', 'asset_id', 'uuid not null'),
      ('asset_provenance', 'column', 'request_id', 'text'),
      ('asset_provenance', 'column', 'execution_id', 'uuid'),
      ('asset_provenance', 'column', 'plan_id', 'uuid'),
      ('asset_provenance', 'column', 'user_id', 'text'),
      ('asset_provenance', 'column', 'tenant_id', 'text not null'),
      ('asset_provenance', 'column', 'session_id', 'text'),
      ('asset_provenance', 'column', 'prompt_summary', 'text'),
      ('asset_provenance', 'column', 'generation_params', 'jsonb not null default ''{}''::jsonb'),
      ('asset_provenance', 'column', 'tool_id', 'text not null'),
      ('asset_provenance', 'column', 'provider', 'text not null'),
      ('asset_provenance', 'column', 'model_version', 'text'),
      ('asset_provenance', 'column', 'trace_id', 'text'),
      ('asset_provenance', 'column', 'span_id', 'text'),
      ('asset_provenance', 'column', 'quality_gate_passed', 'boolean'),
      ('asset_provenance', 'column', 'quality_score', 'real'),
      ('asset_provenance', 'column', 'rework_count', 'integer not null default 0'),
      ('asset_provenance', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('asset_provenance', 'constraint', 'asset_provenance_pkey', 'PRIMARY KEY (asset_id)'),
      ('asset_provenance', 'constraint', 'asset_provenance_asset_id_fkey', 'FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE CASCADE'),
      ('asset_provenance', 'constraint', 'asset_provenance_execution_id_fkey', 'FOREIGN KEY (execution_id) REFERENCES multimodal_executions(id) ON DELETE SET NULL'),
      ('asset_provenance', 'constraint', 'asset_provenance_plan_id_fkey', 'FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE SET NULL'),
      ('asset_provenance', 'index', 'idx_prov_execution', 'CREATE INDEX idx_prov_execution ON public.asset_provenance USING btree (execution_id) WHERE (execution_id IS NOT NULL)'),
      ('asset_provenance', 'index', 'idx_prov_request', 'CREATE INDEX idx_prov_request ON public.asset_provenance USING btree (request_id) WHERE (request_id IS NOT NULL)'),
      ('asset_provenance', 'index', 'idx_prov_tenant', 'CREATE INDEX idx_prov_tenant ON public.asset_provenance USING btree (tenant_id)'),
      ('asset_provenance', 'index', 'idx_prov_tool', 'CREATE INDEX idx_prov_tool ON public.asset_provenance USING btree (tool_id, provider)'),
      ('asset_provenance', 'index', 'idx_prov_trace', 'CREATE INDEX idx_prov_trace ON public.asset_provenance USING btree (trace_id) WHERE (trace_id IS NOT NULL)'),
      ('asset_provenance', 'index', 'idx_prov_user', 'CREATE INDEX idx_prov_user ON public.asset_provenance USING btree (user_id) WHERE (user_id IS NOT NULL)'),
      ('multimodal_assets', 'column', 'id', 'uuid not null default gen_random_uuid()'),
      ('multimodal_assets', 'column', 'tenant_id', 'text not null'),
      ('multimodal_assets', 'column', 'session_id', 'text'),
      ('multimodal_assets', 'column', 'asset_type', 'asset_type not null'),
      ('multimodal_assets', 'column', 'format', 'text not null'),
      ('multimodal_assets', 'column', 'storage_path', 'text'),
      ('multimodal_assets', 'column', 'content', 'bytea'),
      ('multimodal_assets', 'column', 'content_size_bytes', 'bigint not null default 0'),
      ('multimodal_assets', 'column', 'checksum_sha256', 'text not null'),
      ('multimodal_assets', 'column', 'original_filename', 'text'),
      ('multimodal_assets', 'column', 'mime_type', 'text not null'),
      ('multimodal_assets', 'column', 'dimensions', 'jsonb'),
      ('multimodal_assets', 'column', 'metadata', 'jsonb not null default ''{}''::jsonb'),
      ('multimodal_assets', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('multimodal_assets', 'column', 'expires_at', 'timestamp with time zone'),
      ('multimodal_assets', 'constraint', 'multimodal_assets_pkey', 'PRIMARY KEY (id)'),
      ('multimodal_assets', 'constraint', 'chk_storage_location', 'CHECK (((storage_path IS NOT NULL) OR (content IS NOT NULL)))'),
      ('multimodal_assets', 'index', 'idx_mm_assets_checksum', 'CREATE INDEX idx_mm_assets_checksum ON public.multimodal_assets USING btree (checksum_sha256)'),
      ('multimodal_assets', 'index', 'idx_mm_assets_created', 'CREATE INDEX idx_mm_assets_created ON public.multimodal_assets USING btree (created_at)'),
      ('multimodal_assets', 'index', 'idx_mm_assets_expires', 'CREATE INDEX idx_mm_assets_expires ON public.multimodal_assets USING btree (expires_at) WHERE (expires_at IS NOT NULL)'),
      ('multimodal_assets', 'index', 'idx_mm_assets_session', 'CREATE INDEX idx_mm_assets_session ON public.multimodal_assets USING btree (session_id) WHERE (session_id IS NOT NULL)'),
      ('multimodal_assets', 'index', 'idx_mm_assets_tenant', 'CREATE INDEX idx_mm_assets_tenant ON public.multimodal_assets USING btree (tenant_id)'),
      ('multimodal_assets', 'index', 'idx_mm_assets_type', 'CREATE INDEX idx_mm_assets_type ON public.multimodal_assets USING btree (asset_type)'),
      ('multimodal_capabilities', 'column', 'tool_id', 'text not null'),
      ('multimodal_capabilities', 'column', 'provider', 'text not null'),
      ('multimodal_capabilities', 'column', 'tenant_id', 'text'),
      ('multimodal_capabilities', 'column', 'modalities', 'jsonb not null default ''[]''::jsonb'),
      ('multimodal_capabilities', 'column', 'input_schema', 'jsonb not null default ''{}''::jsonb'),
      ('multimodal_capabilities', 'column', 'output_schema', 'jsonb not null default ''{}''::jsonb'),
      ('multimodal_capabilities', 'column', 'constraints', 'jsonb not null default ''{}''::jsonb'),
      ('multimodal_capabilities', 'column', 'cost_tier', 'cost_tier not null default ''medium''::cost_tier'),
      ('multimodal_capabilities', 'column', 'latency_p95_ms', 'integer'),
      ('multimodal_capabilities', 'column', 'health_status', 'capability_health not null default ''healthy''::capability_health'),
      ('multimodal_capabilities', 'column', 'last_health_check', 'timestamp with time zone'),
      ('multimodal_capabilities', 'column', 'failure_count', 'integer not null default 0'),
      ('multimodal_capabilities', 'column', 'enabled', 'boolean not null default true'),
      ('multimodal_capabilities', 'column', 'display_name', 'text'),
      ('multimodal_capabilities', 'column', 'description', 'text'),
      ('multimodal_capabilities', 'column', 'documentation_url', 'text'),
      ('multimodal_capabilities', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('multimodal_capabilities', 'column', 'updated_at', 'timestamp with time zone not null default now()'),
      ('multimodal_capabilities', 'constraint', 'multimodal_capabilities_pkey', 'PRIMARY KEY (tool_id, provider)'),
      ('multimodal_capabilities', 'index', 'idx_mm_caps_cost', 'CREATE INDEX idx_mm_caps_cost ON public.multimodal_capabilities USING btree (cost_tier)'),
      ('multimodal_capabilities', 'index', 'idx_mm_caps_enabled', 'CREATE INDEX idx_mm_caps_enabled ON public.multimodal_capabilities USING btree (enabled) WHERE (enabled = true)'),
      ('multimodal_capabilities', 'index', 'idx_mm_caps_health', 'CREATE INDEX idx_mm_caps_health ON public.multimodal_capabilities USING btree (health_status)'),
      ('multimodal_capabilities', 'index', 'idx_mm_caps_modalities', 'CREATE INDEX idx_mm_caps_modalities ON public.multimodal_capabilities USING gin (modalities)'),
      ('multimodal_capabilities', 'index', 'idx_mm_caps_tenant', 'CREATE INDEX idx_mm_caps_tenant ON public.multimodal_capabilities USING btree (tenant_id) WHERE (tenant_id IS NOT NULL)'),
      ('multimodal_capabilities', 'trigger', 'mm_capabilities_set_updated_at', 'CREATE TRIGGER mm_capabilities_set_updated_at BEFORE UPDATE ON public.multimodal_capabilities FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at()'),
      ('multimodal_executions', 'column', 'id', 'uuid not null default gen_random_uuid()'),
      ('multimodal_executions', 'column', 'plan_id', 'uuid not null'),
      ('multimodal_executions', 'column', 'step_index', 'integer not null'),
      ('multimodal_executions', 'column', 'tenant_id', 'text not null'),
      ('multimodal_executions', 'column', 'tool_id', 'text not null'),
      ('multimodal_executions', 'column', 'provider', 'text not null'),
      ('multimodal_executions', 'column', 'status', 'execution_status not null default ''pending''::execution_status'),
      ('multimodal_executions', 'column', 'attempt_number', 'integer not null default 1'),
      ('multimodal_executions', 'column', 'asset_id', 'uuid'),
      ('multimodal_executions', 'column', 'latency_ms', 'integer'),
      ('multimodal_executions', 'column', 'cost_estimate_cents', 'integer'),
      ('multimodal_executions', 'column', 'quality_score', 'real'),
      ('multimodal_executions', 'column', 'quality_feedback', 'jsonb'),
      ('multimodal_executions', 'column', 'error_code', 'text'),
      ('multimodal_executions', 'column', 'error_message', 'text'),
      ('multimodal_executions', 'column', 'started_at', 'timestamp with time zone'),
      ('multimodal_executions', 'column', 'completed_at', 'timestamp with time zone'),
      ('multimodal_executions', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('multimodal_executions', 'constraint', 'multimodal_executions_pkey', 'PRIMARY KEY (id)'),
      ('multimodal_executions', 'constraint', 'uq_execution_step_attempt', 'UNIQUE (plan_id, step_index, attempt_number)'),
      ('multimodal_executions', 'constraint', 'multimodal_executions_asset_id_fkey', 'FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE SET NULL'),
      ('multimodal_executions', 'constraint', 'multimodal_executions_plan_id_fkey', 'FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE CASCADE'),
      ('multimodal_executions', 'index', 'idx_mm_exec_plan', 'CREATE INDEX idx_mm_exec_plan ON public.multimodal_executions USING btree (plan_id)'),
      ('multimodal_executions', 'index', 'idx_mm_exec_quality', 'CREATE INDEX idx_mm_exec_quality ON public.multimodal_executions USING btree (quality_score) WHERE (quality_score IS NOT NULL)'),
      ('multimodal_executions', 'index', 'idx_mm_exec_status', 'CREATE INDEX idx_mm_exec_status ON public.multimodal_executions USING btree (status)'),
      ('multimodal_executions', 'index', 'idx_mm_exec_tenant', 'CREATE INDEX idx_mm_exec_tenant ON public.multimodal_executions USING btree (tenant_id)'),
      ('multimodal_executions', 'index', 'idx_mm_exec_tenant_status', 'CREATE INDEX idx_mm_exec_tenant_status ON public.multimodal_executions USING btree (tenant_id, status, created_at)'),
      ('multimodal_executions', 'index', 'idx_mm_exec_tool', 'CREATE INDEX idx_mm_exec_tool ON public.multimodal_executions USING btree (tool_id, provider)'),
      ('multimodal_job_plans', 'column', 'id', 'uuid not null default gen_random_uuid()'),
      ('multimodal_job_plans', 'column', 'tenant_id', 'text not null'),
      ('multimodal_job_plans', 'column', 'session_id', 'text not null'),
      ('multimodal_job_plans', 'column', 'request_id', 'text'),
      ('multimodal_job_plans', 'column', 'plan_json', 'jsonb not null'),
      ('multimodal_job_plans', 'column', 'plan_version', 'text not null default ''1.0''::text'),
      ('multimodal_job_plans', 'column', 'status', 'job_status not null default ''pending''::job_status'),
      ('multimodal_job_plans', 'column', 'total_steps', 'integer not null default 0'),
      ('multimodal_job_plans', 'column', 'completed_steps', 'integer not null default 0'),
      ('multimodal_job_plans', 'column', 'budget_limit_cents', 'integer'),
      ('multimodal_job_plans', 'column', 'budget_used_cents', 'integer not null default 0'),
      ('multimodal_job_plans', 'column', 'started_at', 'timestamp with time zone'),
      ('multimodal_job_plans', 'column', 'completed_at', 'timestamp with time zone'),
      ('multimodal_job_plans', 'column', 'error_message', 'text'),
      ('multimodal_job_plans', 'column', 'error_details', 'jsonb'),
      ('multimodal_job_plans', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('multimodal_job_plans', 'column', 'updated_at', 'timestamp with time zone not null default now()'),
      ('multimodal_job_plans', 'constraint', 'multimodal_job_plans_pkey', 'PRIMARY KEY (id)'),
      ('multimodal_job_plans', 'index', 'idx_mm_plans_created', 'CREATE INDEX idx_mm_plans_created ON public.multimodal_job_plans USING btree (created_at)'),
      ('multimodal_job_plans', 'index', 'idx_mm_plans_session', 'CREATE INDEX idx_mm_plans_session ON public.multimodal_job_plans USING btree (session_id)'),
      ('multimodal_job_plans', 'index', 'idx_mm_plans_status', 'CREATE INDEX idx_mm_plans_status ON public.multimodal_job_plans USING btree (status)'),
      ('multimodal_job_plans', 'index', 'idx_mm_plans_tenant', 'CREATE INDEX idx_mm_plans_tenant ON public.multimodal_job_plans USING btree (tenant_id)'),
      ('multimodal_job_plans', 'index', 'idx_mm_plans_tenant_status', 'CREATE INDEX idx_mm_plans_tenant_status ON public.multimodal_job_plans USING btree (tenant_id, status, created_at)'),
      ('multimodal_job_plans', 'trigger', 'mm_job_plans_set_updated_at', 'CREATE TRIGGER mm_job_plans_set_updated_at BEFORE UPDATE ON public.multimodal_job_plans FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at()'),
      ('multimodal_outcomes', 'column', 'id', 'uuid not null default gen_random_uuid()'),
      ('multimodal_outcomes', 'column', 'plan_id', 'uuid not null'),
      ('multimodal_outcomes', 'column', 'task_id', 'text not null'),
      ('multimodal_outcomes', 'column', 'step_type', 'text not null'),
      ('multimodal_outcomes', 'column', 'provider', 'text not null'),
      ('multimodal_outcomes', 'column', 'model', 'text not null'),
      ('multimodal_outcomes', 'column', 'success', 'boolean not null'),
      ('multimodal_outcomes', 'column', 'latency_ms', 'real not null'),
      ('multimodal_outcomes', 'column', 'cost_cents', 'real not null default 0.0'),
      ('multimodal_outcomes', 'column', 'quality_score', 'real'),
      ('multimodal_outcomes', 'column', 'feedback', 'text'),
      ('multimodal_outcomes', 'column', 'timestamp', 'timestamp with time zone not null default now()'),
      ('multimodal_outcomes', 'constraint', 'multimodal_outcomes_pkey', 'PRIMARY KEY (id)'),
      ('multimodal_outcomes', 'constraint', 'chk_cost_positive', 'CHECK ((cost_cents >= (0)::double precision))'),
      ('multimodal_outcomes', 'constraint', 'chk_latency_positive', 'CHECK ((latency_ms >= (0)::double precision))'),
      ('multimodal_outcomes', 'constraint', 'chk_quality_range', 'CHECK (((quality_score IS NULL) OR ((quality_score >= (0.0)::double precision) AND (quality_score <= (1.0)::double precision))))'),
      ('multimodal_outcomes', 'index', 'idx_mm_outcomes_plan', 'CREATE INDEX idx_mm_outcomes_plan ON public.multimodal_outcomes USING btree (plan_id)'),
      ('multimodal_outcomes', 'index', 'idx_mm_outcomes_provider', 'CREATE INDEX idx_mm_outcomes_provider ON public.multimodal_outcomes USING btree (provider, success)'),
      ('multimodal_outcomes', 'index', 'idx_mm_outcomes_step_type', 'CREATE INDEX idx_mm_outcomes_step_type ON public.multimodal_outcomes USING btree (step_type, "timestamp" DESC)'),
      ('multimodal_outcomes', 'index', 'idx_mm_outcomes_success', 'CREATE INDEX idx_mm_outcomes_success ON public.multimodal_outcomes USING btree (success, step_type)'),
      ('multimodal_outcomes', 'index', 'idx_mm_outcomes_timestamp', 'CREATE INDEX idx_mm_outcomes_timestamp ON public.multimodal_outcomes USING btree ("timestamp" DESC)'),
      ('prompts', 'column', 'id', 'uuid not null'),
      ('prompts', 'column', 'name', 'character varying(255) not null'),
      ('prompts', 'column', 'version', 'integer not null default 1'),
      ('prompts', 'column', 'content', 'text not null'),
      ('prompts', 'column', 'created_at', 'timestamp with time zone default now()'),
      ('prompts', 'column', 'updated_at', 'timestamp with time zone default now()'),
      ('prompts', 'constraint', 'prompts_pkey', 'PRIMARY KEY (id)'),
      ('prompts', 'constraint', 'prompts_name_key', 'UNIQUE (name)'),
      ('session_embeddings', 'column', 'id', 'bigint not null default nextval(''session_embeddings_id_seq''::regclass)'),
      ('session_embeddings', 'column', 'session_id', 'uuid not null'),
      ('session_embeddings', 'column', 'text', 'text not null'),
      ('session_embeddings', 'column', 'vector', 'vector(384)'),
      ('session_embeddings', 'column', 'metadata', 'jsonb'),
      ('session_embeddings', 'column', 'created_at', 'timestamp with time zone default now()'),
      ('session_embeddings', 'constraint', 'session_embeddings_pkey', 'PRIMARY KEY (id)'),
      ('session_embeddings', 'constraint', 'session_embeddings_session_text_key', 'UNIQUE (session_id, text)'),
      ('session_embeddings', 'index', 'session_embeddings_vector_idx', 'CREATE INDEX session_embeddings_vector_idx ON public.session_embeddings USING ivfflat (vector vector_cosine_ops) WITH (lists=''100'')'),
      ('task_artifacts', 'column', 'id', 'uuid not null default gen_random_uuid()'),
      ('task_artifacts', 'column', 'name', 'text not null'),
      ('task_artifacts', 'column', 'version', 'text not null'),
      ('task_artifacts', 'column', 'storage_uri', 'text not null'),
      ('task_artifacts', 'column', 'sha256', 'text not null'),
      ('task_artifacts', 'column', 'signed_by', 'text'),
      ('task_artifacts', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('task_artifacts', 'constraint', 'task_artifacts_pkey', 'PRIMARY KEY (id)'),
      ('task_artifacts', 'constraint', 'task_artifacts_unique', 'UNIQUE (name, version)'),
      ('task_registry', 'column', 'name', 'text not null'),
      ('task_registry', 'column', 'kind', 'text not null'),
      ('task_registry', 'column', 'module_path', 'text not null'),
      ('task_registry', 'column', 'callable', 'text not null'),
      ('task_registry', 'column', 'queue', 'text not null'),
      ('task_registry', 'column', 'rate_limit', 'text'),
      ('task_registry', 'column', 'max_retries', 'integer'),
      ('task_registry', 'column', 'soft_time_limit', 'integer'),
      ('task_registry', 'column', 'time_limit', 'integer'),
      ('task_registry', 'column', 'enabled', 'boolean not null default true'),
      ('task_registry', 'column', 'tenant_scope', 'text[] default ''{}''::text[]'),
      ('task_registry', 'column', 'persona_scope', 'text[] default ''{}''::text[]'),
      ('task_registry', 'column', 'arg_schema', 'jsonb not null default ''{}''::jsonb'),
      ('task_registry', 'column', 'artifact_hash', 'text'),
      ('task_registry', 'column', 'soma_tags', 'text[] default ''{}''::text[]'),
      ('task_registry', 'column', 'created_by', 'text'),
      ('task_registry', 'column', 'created_at', 'timestamp with time zone not null default now()'),
      ('task_registry', 'column', 'updated_at', 'timestamp with time zone not null default now()'),
      ('task_registry', 'constraint', 'task_registry_pkey', 'PRIMARY KEY (name)'),
      ('task_registry', 'constraint', 'task_registry_kind_check', 'CHECK ((kind = ANY (ARRAY[''task''::text, ''tool''::text])))'),
      ('task_registry', 'index', 'task_registry_enabled_idx', 'CREATE INDEX task_registry_enabled_idx ON public.task_registry USING btree (enabled)'),
      ('task_registry', 'index', 'task_registry_kind_idx', 'CREATE INDEX task_registry_kind_idx ON public.task_registry USING btree (kind)'),
      ('task_registry', 'index', 'task_registry_queue_idx', 'CREATE INDEX task_registry_queue_idx ON public.task_registry USING btree (queue)'),
      ('task_registry', 'trigger', 'task_registry_set_updated_at', 'CREATE TRIGGER task_registry_set_updated_at BEFORE UPDATE ON public.task_registry FOR EACH ROW EXECUTE FUNCTION task_registry_touch_updated_at()'),
      ('tenant_tool_flags', 'column', 'tenant_id', 'text not null'),
      ('tenant_tool_flags', 'column', 'tool_name', 'text not null'),
      ('tenant_tool_flags', 'column', 'enabled', 'boolean not null'),
      ('tenant_tool_flags', 'column', 'updated_at', 'timestamp with time zone default now()'),
      ('tenant_tool_flags', 'constraint', 'tenant_tool_flags_pkey', 'PRIMARY KEY (tenant_id, tool_name)'),
      ('tenant_tool_flags', 'constraint', 'tenant_tool_flags_tool_name_fkey', 'FOREIGN KEY (tool_name) REFERENCES tool_catalog(name) ON DELETE CASCADE'),
      ('tool_catalog', 'column', 'name', 'text not null'),
      ('tool_catalog', 'column', 'description', 'text not null'),
      ('tool_catalog', 'column', 'parameters_schema', 'jsonb not null'),
      ('tool_catalog', 'column', 'enabled', 'boolean default true'),
      ('tool_catalog', 'column', 'cost_impact', 'text default ''low''::text'),
      ('tool_catalog', 'column', 'profiles', 'text[] default ''{standard}''::text[]'),
      ('tool_catalog', 'column', 'updated_at', 'timestamp with time zone default now()'),
      ('tool_catalog', 'constraint', 'tool_catalog_pkey', 'PRIMARY KEY (name)'),
      ('tool_catalog', 'constraint', 'tool_catalog_cost_impact_check', 'CHECK ((cost_impact = ANY (ARRAY[''low''::text, ''medium''::text, ''high''::text])))'),
      ('asset_type', 'enum', 'asset_type', '''image'', ''video'', ''diagram'', ''screenshot'', ''document'''),
      ('capability_health', 'enum', 'capability_health', '''healthy'', ''degraded'', ''unavailable'''),
      ('cost_tier', 'enum', 'cost_tier', '''free'', ''low'', ''medium'', ''high'', ''premium'''),
      ('execution_status', 'enum', 'execution_status', '''pending'', ''running'', ''success'', ''failed'', ''skipped'''),
      ('job_status', 'enum', 'job_status', '''pending'', ''running'', ''completed'', ''failed'', ''cancelled''')
    ), found as (
  select c.relname::text as owner, 'column' as kind, a.attname::text as name,
         pg_catalog.concat(pg_catalog.format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' end,
                ' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)) as words
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (select owner from wanted where kind <> 'enum')
  union all
  select c.relname, 'constraint', o.conname, pg_catalog.pg_get_constraintdef(o.oid)
  from pg_catalog.pg_class c join pg_catalog.pg_constraint o on o.conrelid = c.oid and o.contype <> 'n'
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (select owner from wanted where kind <> 'enum')
  union all
  select c.relname, 'index', i.relname,
         pg_catalog.pg_get_indexdef(i.oid) || case when x.indisvalid then '' else ' (invalid)' end
  from pg_catalog.pg_class c
  join pg_catalog.pg_index x on x.indrelid = c.oid join pg_catalog.pg_class i on i.oid = x.indexrelid
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (select owner from wanted where kind <> 'enum')
    and not exists (select from pg_catalog.pg_constraint o where o.conindid = i.oid and o.conrelid = c.oid)
  union all
  select c.relname, 'trigger', t.tgname, pg_catalog.pg_get_triggerdef(t.oid)
  from pg_catalog.pg_class c join pg_catalog.pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
  where c.relnamespace = pg_catalog.current_schema()::regnamespace and c.relname in (select owner from wanted where kind <> 'enum')
  union all
  select t.typname, 'enum', t.typname,
         pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel::text), ', ' order by e.enumsortorder)
  from pg_catalog.pg_type t join pg_catalog.pg_enum e on e.enumtypid = t.oid
  where t.typnamespace = pg_catalog.current_schema()::regnamespace and t.typname in (select owner from wanted where kind = 'enum')
  group by t.oid, t.typname
    )
    select owner, kind, name, found.words as here, wanted.words as there
    from wanted full join found using (owner, kind, name)
    where wanted.words is distinct from found.words
    order by owner, kind, name
  loop
    raise warning 'a difference remains: % %: in this database %, in the schema %',
      difference.kind,
      pg_catalog.concat_ws(' of ', difference.name, case when difference.kind <> 'enum' then difference.owner end),
      coalesce(difference.here, 'absent'), coalesce(difference.there, 'absent');
  end loop;
end $report$`);
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
