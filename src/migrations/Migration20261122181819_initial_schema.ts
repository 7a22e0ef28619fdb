import { Migration } from '@mikro-orm/migrations';
import { addMissingColumns, reportDifferences } from '../toolkit/adoption/index.ts';

/**
 * The agent platform's database: 12 tables, 5 native enums, 2 trigger functions and pgvector.
 *
 * It makes what is missing and leaves alone what is there, so that it runs on an empty database, on one that the old
 * SQL scripts left behind at any point, and again on its own result. What was made under an old name is renamed.
 * Nothing is dropped and no row is changed; every difference that remains is named at the end.
 *
 * Down drops all 12 tables with their rows. The extension stays, other tables may use it.
 */
export class Migration20261122181819_initial_schema extends Migration {
  override name = 'Migration20261122181819_initial_schema';

  override up(): void {
    this.addSql(`create extension if not exists "vector"`);
    this.addSql(
      `create or replace function "task_registry_touch_updated_at"() returns trigger language plpgsql as $$ begin NEW.updated_at = now(); RETURN NEW; end $$`,
    );
    this.addSql(
      `create or replace function "multimodal_touch_updated_at"() returns trigger language plpgsql as $$ begin NEW.updated_at = now(); RETURN NEW; end $$`,
    );

    this.addSql(`
      do $$ begin
        if not exists (select from pg_type where typnamespace = current_schema()::regnamespace and typname = 'asset_type') then
          create type "asset_type" as enum ('image', 'video', 'diagram', 'screenshot', 'document');
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_type where typnamespace = current_schema()::regnamespace and typname = 'cost_tier') then
          create type "cost_tier" as enum ('free', 'low', 'medium', 'high', 'premium');
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_type where typnamespace = current_schema()::regnamespace and typname = 'capability_health') then
          create type "capability_health" as enum ('healthy', 'degraded', 'unavailable');
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_type where typnamespace = current_schema()::regnamespace and typname = 'job_status') then
          create type "job_status" as enum ('pending', 'running', 'completed', 'failed', 'cancelled');
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_type where typnamespace = current_schema()::regnamespace and typname = 'execution_status') then
          create type "execution_status" as enum ('pending', 'running', 'success', 'failed', 'skipped');
        end if;
      end $$`);

    this.addSql(`
      create table if not exists "multimodal_assets" (
        "id" uuid not null default gen_random_uuid(),
        "tenant_id" text not null,
        "session_id" text null,
        "asset_type" "asset_type" not null,
        "format" text not null,
        "storage_path" text null,
        "content" bytea null,
        "content_size_bytes" bigint not null default '0',
        "checksum_sha256" text not null,
        "original_filename" text null,
        "mime_type" text not null,
        "dimensions" jsonb null,
        "metadata" jsonb not null default '{}',
        "created_at" timestamptz not null default now(),
        "expires_at" timestamptz null,
        primary key ("id")
      )`);
    this.addSql(`
      create table if not exists "multimodal_capabilities" (
        "tool_id" text not null,
        "provider" text not null,
        "tenant_id" text null,
        "modalities" jsonb not null default '[]',
        "input_schema" jsonb not null default '{}',
        "output_schema" jsonb not null default '{}',
        "constraints" jsonb not null default '{}',
        "cost_tier" "cost_tier" not null default 'medium',
        "latency_p95_ms" int null,
        "health_status" "capability_health" not null default 'healthy',
        "last_health_check" timestamptz null,
        "failure_count" int not null default 0,
        "enabled" boolean not null default true,
        "display_name" text null,
        "description" text null,
        "documentation_url" text null,
        "created_at" timestamptz not null default now(),
        "updated_at" timestamptz not null default now(),
        primary key ("tool_id", "provider")
      )`);
    this.addSql(`
      create table if not exists "multimodal_job_plans" (
        "id" uuid not null default gen_random_uuid(),
        "tenant_id" text not null,
        "session_id" text not null,
        "request_id" text null,
        "plan_json" jsonb not null,
        "plan_version" text not null default '1.0',
        "status" "job_status" not null default 'pending',
        "total_steps" int not null default 0,
        "completed_steps" int not null default 0,
        "budget_limit_cents" int null,
        "budget_used_cents" int not null default 0,
        "started_at" timestamptz null,
        "completed_at" timestamptz null,
        "error_message" text null,
        "error_details" jsonb null,
        "created_at" timestamptz not null default now(),
        "updated_at" timestamptz not null default now(),
        primary key ("id")
      )`);
    this.addSql(`
      create table if not exists "multimodal_executions" (
        "id" uuid not null default gen_random_uuid(),
        "plan_id" uuid not null,
        "step_index" int not null,
        "tenant_id" text not null,
        "tool_id" text not null,
        "provider" text not null,
        "status" "execution_status" not null default 'pending',
        "attempt_number" int not null default 1,
        "asset_id" uuid null,
        "latency_ms" int null,
        "cost_estimate_cents" int null,
        "quality_score" real null,
        "quality_feedback" jsonb null,
        "error_code" text null,
        "error_message" text null,
        "started_at" timestamptz null,
        "completed_at" timestamptz null,
        "created_at" timestamptz not null default now(),
        primary key ("id")
      )`);
    this.addSql(`
      create table if not exists "asset_provenance" (
        "asset_id" uuid not null,
        "request_id" text null,
        "execution_id" uuid null,
        "plan_id" uuid null,
        "user_id" text null,
        "tenant_id" text not null,
        "session_id" text null,
        "prompt_summary" text null,
        "generation_params" jsonb not null default '{}',
        "tool_id" text not null,
        "provider" text not null,
        "model_version" text null,
        "trace_id" text null,
        "span_id" text null,
        "quality_gate_passed" boolean null,
        "quality_score" real null,
        "rework_count" int not null default 0,
        "created_at" timestamptz not null default now(),
        primary key ("asset_id")
      )`);
    this.addSql(`
      create table if not exists "multimodal_outcomes" (
        "id" uuid not null default gen_random_uuid(),
        "plan_id" uuid not null,
        "task_id" text not null,
        "step_type" text not null,
        "provider" text not null,
        "model" text not null,
        "success" boolean not null,
        "latency_ms" real not null,
        "cost_cents" real not null default 0.0,
        "quality_score" real null,
        "feedback" text null,
        "timestamp" timestamptz not null default now(),
        primary key ("id")
      )`);
    this.addSql(`
      create table if not exists "prompts" (
        "id" uuid not null,
        "name" varchar(255) not null,
        "version" int not null default 1,
        "content" text not null,
        "created_at" timestamptz null default now(),
        "updated_at" timestamptz null default now(),
        primary key ("id")
      )`);
    this.addSql(`
      create table if not exists "session_embeddings" (
        "id" bigserial primary key,
        "session_id" uuid not null,
        "text" text not null,
        "vector" vector(384) null,
        "metadata" jsonb null,
        "created_at" timestamptz null default now()
      )`);
    this.addSql(`
      create table if not exists "task_artifacts" (
        "id" uuid not null default gen_random_uuid(),
        "name" text not null,
        "version" text not null,
        "storage_uri" text not null,
        "sha256" text not null,
        "signed_by" text null,
        "created_at" timestamptz not null default now(),
        primary key ("id")
      )`);
    this.addSql(`
      create table if not exists "task_registry" (
        "name" text not null,
        "kind" text not null,
        "module_path" text not null,
        "callable" text not null,
        "queue" text not null,
        "rate_limit" text null,
        "max_retries" int null,
        "soft_time_limit" int null,
        "time_limit" int null,
        "enabled" boolean not null default true,
        "tenant_scope" text[] null default '{}',
        "persona_scope" text[] null default '{}',
        "arg_schema" jsonb not null default '{}',
        "artifact_hash" text null,
        "soma_tags" text[] null default '{}',
        "created_by" text null,
        "created_at" timestamptz not null default now(),
        "updated_at" timestamptz not null default now(),
        primary key ("name")
      )`);
    this.addSql(`
      create table if not exists "tool_catalog" (
        "name" text not null,
        "description" text not null,
        "parameters_schema" jsonb not null,
        "enabled" boolean null default true,
        "cost_impact" text null default 'low',
        "profiles" text[] null default '{standard}',
        "updated_at" timestamptz null default now(),
        primary key ("name")
      )`);
    this.addSql(`
      create table if not exists "tenant_tool_flags" (
        "tenant_id" text not null,
        "tool_name" text not null,
        "enabled" boolean not null,
        "updated_at" timestamptz null default now(),
        primary key ("tenant_id", "tool_name")
      )`);
    this.addSql(addMissingColumns(EXPECTED));

    // the names that the old scripts used
    this.addSql(`
      do $$ begin
        if to_regclass('session_embeddings_vector_idx') is null then
          alter index if exists "ix_session_embeddings_vector" rename to "session_embeddings_vector_idx";
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if exists (select from pg_constraint where conrelid = '"session_embeddings"'::regclass and conname = 'session_embeddings_session_id_text_key')
          and not exists (select from pg_constraint where conrelid = '"session_embeddings"'::regclass and conname = 'session_embeddings_session_text_key')
        then
          alter table "session_embeddings" rename constraint "session_embeddings_session_id_text_key" to "session_embeddings_session_text_key";
        end if;
      end $$`);

    this.addSql(
      `comment on table "multimodal_assets" is 'Images, videos and documents that plans produced, stored here or at a path'`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_assets"'::regclass and conname = 'chk_storage_location') then
          alter table "multimodal_assets" add constraint "chk_storage_location" check (storage_path is not null or content is not null);
        end if;
      end $$`);
    this.addSql(`create index if not exists "idx_mm_assets_tenant" on "multimodal_assets" ("tenant_id")`);
    this.addSql(`create index if not exists "idx_mm_assets_type" on "multimodal_assets" ("asset_type")`);
    this.addSql(`create index if not exists "idx_mm_assets_checksum" on "multimodal_assets" ("checksum_sha256")`);
    this.addSql(`create index if not exists "idx_mm_assets_created" on "multimodal_assets" ("created_at")`);
    this.addSql(
      `create index if not exists "idx_mm_assets_expires" on "multimodal_assets" ("expires_at") where expires_at is not null`,
    );
    this.addSql(
      `create index if not exists "idx_mm_assets_session" on "multimodal_assets" ("session_id") where session_id is not null`,
    );

    this.addSql(
      `comment on table "multimodal_capabilities" is 'What each provider’s tool can produce, its cost and its health'`,
    );
    this.addSql(`create index if not exists "idx_mm_caps_cost" on "multimodal_capabilities" ("cost_tier")`);
    this.addSql(`create index if not exists "idx_mm_caps_health" on "multimodal_capabilities" ("health_status")`);
    this.addSql(
      `create index if not exists "idx_mm_caps_enabled" on "multimodal_capabilities" ("enabled") where enabled = true`,
    );
    this.addSql(
      `create index if not exists "idx_mm_caps_modalities" on "multimodal_capabilities" using gin ("modalities")`,
    );
    this.addSql(
      `create index if not exists "idx_mm_caps_tenant" on "multimodal_capabilities" ("tenant_id") where tenant_id is not null`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_trigger where tgrelid = '"multimodal_capabilities"'::regclass and tgname = 'mm_capabilities_set_updated_at') then
          create trigger "mm_capabilities_set_updated_at" before update on "multimodal_capabilities" for each row execute function "multimodal_touch_updated_at"();
        end if;
      end $$`);

    this.addSql(
      `comment on table "multimodal_job_plans" is 'Plans of several steps that a session asked for, with progress and budget'`,
    );
    this.addSql(`create index if not exists "idx_mm_plans_tenant" on "multimodal_job_plans" ("tenant_id")`);
    this.addSql(`create index if not exists "idx_mm_plans_session" on "multimodal_job_plans" ("session_id")`);
    this.addSql(`create index if not exists "idx_mm_plans_status" on "multimodal_job_plans" ("status")`);
    this.addSql(`create index if not exists "idx_mm_plans_created" on "multimodal_job_plans" ("created_at")`);
    this.addSql(
      `create index if not exists "idx_mm_plans_tenant_status" on "multimodal_job_plans" ("tenant_id", "status", "created_at")`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_trigger where tgrelid = '"multimodal_job_plans"'::regclass and tgname = 'mm_job_plans_set_updated_at') then
          create trigger "mm_job_plans_set_updated_at" before update on "multimodal_job_plans" for each row execute function "multimodal_touch_updated_at"();
        end if;
      end $$`);

    this.addSql(
      `comment on table "multimodal_executions" is 'Attempts at the steps of a plan, with what they produced or why they failed'`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_executions"'::regclass and conname = 'uq_execution_step_attempt') then
          alter table "multimodal_executions" add constraint "uq_execution_step_attempt" unique ("plan_id", "step_index", "attempt_number");
        end if;
      end $$`);
    this.addSql(`create index if not exists "idx_mm_exec_plan" on "multimodal_executions" ("plan_id")`);
    this.addSql(`create index if not exists "idx_mm_exec_tenant" on "multimodal_executions" ("tenant_id")`);
    this.addSql(`create index if not exists "idx_mm_exec_status" on "multimodal_executions" ("status")`);
    this.addSql(
      `create index if not exists "idx_mm_exec_quality" on "multimodal_executions" ("quality_score") where quality_score is not null`,
    );
    this.addSql(
      `create index if not exists "idx_mm_exec_tenant_status" on "multimodal_executions" ("tenant_id", "status", "created_at")`,
    );
    this.addSql(`create index if not exists "idx_mm_exec_tool" on "multimodal_executions" ("tool_id", "provider")`);

    this.addSql(
      `comment on table "asset_provenance" is 'Where an asset came from: request, plan, tool, model and quality'`,
    );
    this.addSql(`create index if not exists "idx_prov_tenant" on "asset_provenance" ("tenant_id")`);
    this.addSql(
      `create index if not exists "idx_prov_execution" on "asset_provenance" ("execution_id") where execution_id is not null`,
    );
    this.addSql(
      `create index if not exists "idx_prov_request" on "asset_provenance" ("request_id") where request_id is not null`,
    );
    this.addSql(`create index if not exists "idx_prov_tool" on "asset_provenance" ("tool_id", "provider")`);
    this.addSql(
      `create index if not exists "idx_prov_trace" on "asset_provenance" ("trace_id") where trace_id is not null`,
    );
    this.addSql(
      `create index if not exists "idx_prov_user" on "asset_provenance" ("user_id") where user_id is not null`,
    );

    this.addSql(
      `comment on table "multimodal_outcomes" is 'What each step of a plan cost, how long it took and how good it was'`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_outcomes"'::regclass and conname = 'chk_cost_positive') then
          alter table "multimodal_outcomes" add constraint "chk_cost_positive" check (cost_cents >= 0);
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_outcomes"'::regclass and conname = 'chk_latency_positive') then
          alter table "multimodal_outcomes" add constraint "chk_latency_positive" check (latency_ms >= 0);
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_outcomes"'::regclass and conname = 'chk_quality_range') then
          alter table "multimodal_outcomes" add constraint "chk_quality_range" check (quality_score is null or (quality_score >= 0.0 and quality_score <= 1.0));
        end if;
      end $$`);
    this.addSql(`create index if not exists "idx_mm_outcomes_plan" on "multimodal_outcomes" ("plan_id")`);
    this.addSql(
      `create index if not exists "idx_mm_outcomes_provider" on "multimodal_outcomes" ("provider", "success")`,
    );
    this.addSql(
      `create index if not exists "idx_mm_outcomes_step_type" on "multimodal_outcomes" ("step_type", "timestamp" DESC)`,
    );
    this.addSql(
      `create index if not exists "idx_mm_outcomes_success" on "multimodal_outcomes" ("success", "step_type")`,
    );
    this.addSql(`create index if not exists "idx_mm_outcomes_timestamp" on "multimodal_outcomes" ("timestamp" DESC)`);

    this.addSql(`comment on table "prompts" is 'Prompt templates by name'`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"prompts"'::regclass and conname = 'prompts_name_key') then
          alter table "prompts" add constraint "prompts_name_key" unique ("name");
        end if;
      end $$`);

    this.addSql(
      `comment on table "session_embeddings" is 'Texts of a session with their embeddings, for nearest-neighbour search'`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"session_embeddings"'::regclass and conname = 'session_embeddings_session_text_key') then
          alter table "session_embeddings" add constraint "session_embeddings_session_text_key" unique ("session_id", "text");
        end if;
      end $$`);
    this.addSql(
      `create index if not exists "session_embeddings_vector_idx" on "session_embeddings" using ivfflat ("vector" vector_cosine_ops) with (lists = 100)`,
    );

    this.addSql(`comment on table "task_artifacts" is 'Signed builds of tasks, one row per name and version'`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"task_artifacts"'::regclass and conname = 'task_artifacts_unique') then
          alter table "task_artifacts" add constraint "task_artifacts_unique" unique ("name", "version");
        end if;
      end $$`);

    this.addSql(
      `comment on table "task_registry" is 'Tasks and tools that workers may run, with their queue, limits and scopes'`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"task_registry"'::regclass and conname = 'task_registry_kind_check') then
          alter table "task_registry" add constraint "task_registry_kind_check" check ("kind" in ('task', 'tool'));
        end if;
      end $$`);
    this.addSql(`create index if not exists "task_registry_kind_idx" on "task_registry" ("kind")`);
    this.addSql(`create index if not exists "task_registry_queue_idx" on "task_registry" ("queue")`);
    this.addSql(`create index if not exists "task_registry_enabled_idx" on "task_registry" ("enabled")`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_trigger where tgrelid = '"task_registry"'::regclass and tgname = 'task_registry_set_updated_at') then
          create trigger "task_registry_set_updated_at" before update on "task_registry" for each row execute function "task_registry_touch_updated_at"();
        end if;
      end $$`);

    this.addSql(
      `comment on table "tool_catalog" is 'Tools that agents can be offered, with the JSON Schema of their parameters'`,
    );
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"tool_catalog"'::regclass and conname = 'tool_catalog_cost_impact_check') then
          alter table "tool_catalog" add constraint "tool_catalog_cost_impact_check" check ("cost_impact" in ('low', 'medium', 'high'));
        end if;
      end $$`);

    this.addSql(`comment on table "tenant_tool_flags" is 'Tools switched on or off for one tenant'`);

    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_executions"'::regclass and conname = 'multimodal_executions_plan_id_fkey') then
          alter table "multimodal_executions" add constraint "multimodal_executions_plan_id_fkey" foreign key ("plan_id") references "multimodal_job_plans" ("id") on delete cascade;
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"multimodal_executions"'::regclass and conname = 'multimodal_executions_asset_id_fkey') then
          alter table "multimodal_executions" add constraint "multimodal_executions_asset_id_fkey" foreign key ("asset_id") references "multimodal_assets" ("id") on delete set null;
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"asset_provenance"'::regclass and conname = 'asset_provenance_asset_id_fkey') then
          alter table "asset_provenance" add constraint "asset_provenance_asset_id_fkey" foreign key ("asset_id") references "multimodal_assets" ("id") on update no action on delete cascade;
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"asset_provenance"'::regclass and conname = 'asset_provenance_execution_id_fkey') then
          alter table "asset_provenance" add constraint "asset_provenance_execution_id_fkey" foreign key ("execution_id") references "multimodal_executions" ("id") on delete set null;
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"asset_provenance"'::regclass and conname = 'asset_provenance_plan_id_fkey') then
          alter table "asset_provenance" add constraint "asset_provenance_plan_id_fkey" foreign key ("plan_id") references "multimodal_job_plans" ("id") on delete set null;
        end if;
      end $$`);
    this.addSql(`
      do $$ begin
        if not exists (select from pg_constraint where conrelid = '"tenant_tool_flags"'::regclass and conname = 'tenant_tool_flags_tool_name_fkey') then
          alter table "tenant_tool_flags" add constraint "tenant_tool_flags_tool_name_fkey" foreign key ("tool_name") references "tool_catalog" ("name") on delete cascade;
        end if;
      end $$`);

    this.addSql(reportDifferences(EXPECTED));
  }

  override down(): void {
    this.addSql(`drop table if exists "asset_provenance"`);
    this.addSql(`drop table if exists "multimodal_executions"`);
    this.addSql(`drop table if exists "tenant_tool_flags"`);
    this.addSql(`drop table if exists "tool_catalog"`);
    this.addSql(`drop table if exists "task_registry"`);
    this.addSql(`drop table if exists "task_artifacts"`);
    this.addSql(`drop table if exists "session_embeddings"`);
    this.addSql(`drop table if exists "prompts"`);
    this.addSql(`drop table if exists "multimodal_outcomes"`);
    this.addSql(`drop table if exists "multimodal_job_plans"`);
    this.addSql(`drop table if exists "multimodal_capabilities"`);
    this.addSql(`drop table if exists "multimodal_assets"`);
    this.addSql(`drop type if exists "execution_status"`);
    this.addSql(`drop type if exists "job_status"`);
    this.addSql(`drop type if exists "capability_health"`);
    this.addSql(`drop type if exists "cost_tier"`);
    this.addSql(`drop type if exists "asset_type"`);
    this.addSql(`drop function if exists "multimodal_touch_updated_at"()`);
    this.addSql(`drop function if exists "task_registry_touch_updated_at"()`);
  }
}

/** What is there afterwards, in PostgreSQL's words. */
const EXPECTED = {
  enums: {
    asset_type: `'image', 'video', 'diagram', 'screenshot', 'document'`,
    cost_tier: `'free', 'low', 'medium', 'high', 'premium'`,
    capability_health: `'healthy', 'degraded', 'unavailable'`,
    job_status: `'pending', 'running', 'completed', 'failed', 'cancelled'`,
    execution_status: `'pending', 'running', 'success', 'failed', 'skipped'`,
  },
  tables: {
    multimodal_assets: {
      columns: {
        id: 'uuid not null default gen_random_uuid()',
        tenant_id: 'text not null',
        session_id: 'text',
        asset_type: 'asset_type not null',
        format: 'text not null',
        storage_path: 'text',
        content: 'bytea',
        content_size_bytes: `bigint not null default '0'::bigint`,
        checksum_sha256: 'text not null',
        original_filename: 'text',
        mime_type: 'text not null',
        dimensions: 'jsonb',
        metadata: `jsonb not null default '{}'::jsonb`,
        created_at: 'timestamp with time zone not null default now()',
        expires_at: 'timestamp with time zone',
      },
      constraints: {
        multimodal_assets_pkey: 'PRIMARY KEY (id)',
        chk_storage_location: 'CHECK (((storage_path IS NOT NULL) OR (content IS NOT NULL)))',
      },
      indexes: {
        idx_mm_assets_tenant: 'CREATE INDEX idx_mm_assets_tenant ON public.multimodal_assets USING btree (tenant_id)',
        idx_mm_assets_type: 'CREATE INDEX idx_mm_assets_type ON public.multimodal_assets USING btree (asset_type)',
        idx_mm_assets_checksum:
          'CREATE INDEX idx_mm_assets_checksum ON public.multimodal_assets USING btree (checksum_sha256)',
        idx_mm_assets_created:
          'CREATE INDEX idx_mm_assets_created ON public.multimodal_assets USING btree (created_at)',
        idx_mm_assets_expires:
          'CREATE INDEX idx_mm_assets_expires ON public.multimodal_assets USING btree (expires_at) WHERE (expires_at IS NOT NULL)',
        idx_mm_assets_session:
          'CREATE INDEX idx_mm_assets_session ON public.multimodal_assets USING btree (session_id) WHERE (session_id IS NOT NULL)',
      },
    },
    multimodal_capabilities: {
      columns: {
        tool_id: 'text not null',
        provider: 'text not null',
        tenant_id: 'text',
        modalities: `jsonb not null default '[]'::jsonb`,
        input_schema: `jsonb not null default '{}'::jsonb`,
        output_schema: `jsonb not null default '{}'::jsonb`,
        constraints: `jsonb not null default '{}'::jsonb`,
        cost_tier: `cost_tier not null default 'medium'::cost_tier`,
        latency_p95_ms: 'integer',
        health_status: `capability_health not null default 'healthy'::capability_health`,
        last_health_check: 'timestamp with time zone',
        failure_count: 'integer not null default 0',
        enabled: 'boolean not null default true',
        display_name: 'text',
        description: 'text',
        documentation_url: 'text',
        created_at: 'timestamp with time zone not null default now()',
        updated_at: 'timestamp with time zone not null default now()',
      },
      constraints: {
        multimodal_capabilities_pkey: 'PRIMARY KEY (tool_id, provider)',
      },
      indexes: {
        idx_mm_caps_cost: 'CREATE INDEX idx_mm_caps_cost ON public.multimodal_capabilities USING btree (cost_tier)',
        idx_mm_caps_health:
          'CREATE INDEX idx_mm_caps_health ON public.multimodal_capabilities USING btree (health_status)',
        idx_mm_caps_enabled:
          'CREATE INDEX idx_mm_caps_enabled ON public.multimodal_capabilities USING btree (enabled) WHERE (enabled = true)',
        idx_mm_caps_modalities:
          'CREATE INDEX idx_mm_caps_modalities ON public.multimodal_capabilities USING gin (modalities)',
        idx_mm_caps_tenant:
          'CREATE INDEX idx_mm_caps_tenant ON public.multimodal_capabilities USING btree (tenant_id) WHERE (tenant_id IS NOT NULL)',
      },
      triggers: {
        mm_capabilities_set_updated_at:
          'CREATE TRIGGER mm_capabilities_set_updated_at BEFORE UPDATE ON public.multimodal_capabilities FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at()',
      },
    },
    multimodal_job_plans: {
      columns: {
        id: 'uuid not null default gen_random_uuid()',
        tenant_id: 'text not null',
        session_id: 'text not null',
        request_id: 'text',
        plan_json: 'jsonb not null',
        plan_version: `text not null default '1.0'::text`,
        status: `job_status not null default 'pending'::job_status`,
        total_steps: 'integer not null default 0',
        completed_steps: 'integer not null default 0',
        budget_limit_cents: 'integer',
        budget_used_cents: 'integer not null default 0',
        started_at: 'timestamp with time zone',
        completed_at: 'timestamp with time zone',
        error_message: 'text',
        error_details: 'jsonb',
        created_at: 'timestamp with time zone not null default now()',
        updated_at: 'timestamp with time zone not null default now()',
      },
      constraints: {
        multimodal_job_plans_pkey: 'PRIMARY KEY (id)',
      },
      indexes: {
        idx_mm_plans_tenant: 'CREATE INDEX idx_mm_plans_tenant ON public.multimodal_job_plans USING btree (tenant_id)',
        idx_mm_plans_session:
          'CREATE INDEX idx_mm_plans_session ON public.multimodal_job_plans USING btree (session_id)',
        idx_mm_plans_status: 'CREATE INDEX idx_mm_plans_status ON public.multimodal_job_plans USING btree (status)',
        idx_mm_plans_created:
          'CREATE INDEX idx_mm_plans_created ON public.multimodal_job_plans USING btree (created_at)',
        idx_mm_plans_tenant_status:
          'CREATE INDEX idx_mm_plans_tenant_status ON public.multimodal_job_plans USING btree (tenant_id, status, created_at)',
      },
      triggers: {
        mm_job_plans_set_updated_at:
          'CREATE TRIGGER mm_job_plans_set_updated_at BEFORE UPDATE ON public.multimodal_job_plans FOR EACH ROW EXECUTE FUNCTION multimodal_touch_updated_at()',
      },
    },
    multimodal_executions: {
      columns: {
        id: 'uuid not null default gen_random_uuid()',
        plan_id: 'uuid not null',
        step_index: 'integer not null',
        tenant_id: 'text not null',
        tool_id: 'text not null',
        provider: 'text not null',
        status: `execution_status not null default 'pending'::execution_status`,
        attempt_number: 'integer not null default 1',
        asset_id: 'uuid',
        latency_ms: 'integer',
        cost_estimate_cents: 'integer',
        quality_score: 'real',
        quality_feedback: 'jsonb',
        error_code: 'text',
        error_message: 'text',
        started_at: 'timestamp with time zone',
        completed_at: 'timestamp with time zone',
        created_at: 'timestamp with time zone not null default now()',
      },
      constraints: {
        multimodal_executions_pkey: 'PRIMARY KEY (id)',
        uq_execution_step_attempt: 'UNIQUE (plan_id, step_index, attempt_number)',
        multimodal_executions_plan_id_fkey:
          'FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE CASCADE',
        multimodal_executions_asset_id_fkey:
          'FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE SET NULL',
      },
      indexes: {
        idx_mm_exec_plan: 'CREATE INDEX idx_mm_exec_plan ON public.multimodal_executions USING btree (plan_id)',
        idx_mm_exec_tenant: 'CREATE INDEX idx_mm_exec_tenant ON public.multimodal_executions USING btree (tenant_id)',
        idx_mm_exec_status: 'CREATE INDEX idx_mm_exec_status ON public.multimodal_executions USING btree (status)',
        idx_mm_exec_quality:
          'CREATE INDEX idx_mm_exec_quality ON public.multimodal_executions USING btree (quality_score) WHERE (quality_score IS NOT NULL)',
        idx_mm_exec_tenant_status:
          'CREATE INDEX idx_mm_exec_tenant_status ON public.multimodal_executions USING btree (tenant_id, status, created_at)',
        idx_mm_exec_tool:
          'CREATE INDEX idx_mm_exec_tool ON public.multimodal_executions USING btree (tool_id, provider)',
      },
    },
    asset_provenance: {
      columns: {
        asset_id: 'uuid not null',
        request_id: 'text',
        execution_id: 'uuid',
        plan_id: 'uuid',
        user_id: 'text',
        tenant_id: 'text not null',
        session_id: 'text',
        prompt_summary: 'text',
        generation_params: `jsonb not null default '{}'::jsonb`,
        tool_id: 'text not null',
        provider: 'text not null',
        model_version: 'text',
        trace_id: 'text',
        span_id: 'text',
        quality_gate_passed: 'boolean',
        quality_score: 'real',
        rework_count: 'integer not null default 0',
        created_at: 'timestamp with time zone not null default now()',
      },
      constraints: {
        asset_provenance_pkey: 'PRIMARY KEY (asset_id)',
        asset_provenance_asset_id_fkey: 'FOREIGN KEY (asset_id) REFERENCES multimodal_assets(id) ON DELETE CASCADE',
        asset_provenance_execution_id_fkey:
          'FOREIGN KEY (execution_id) REFERENCES multimodal_executions(id) ON DELETE SET NULL',
        asset_provenance_plan_id_fkey: 'FOREIGN KEY (plan_id) REFERENCES multimodal_job_plans(id) ON DELETE SET NULL',
      },
      indexes: {
        idx_prov_tenant: 'CREATE INDEX idx_prov_tenant ON public.asset_provenance USING btree (tenant_id)',
        idx_prov_execution:
          'CREATE INDEX idx_prov_execution ON public.asset_provenance USING btree (execution_id) WHERE (execution_id IS NOT NULL)',
        idx_prov_request:
          'CREATE INDEX idx_prov_request ON public.asset_provenance USING btree (request_id) WHERE (request_id IS NOT NULL)',
        idx_prov_tool: 'CREATE INDEX idx_prov_tool ON public.asset_provenance USING btree (tool_id, provider)',
        idx_prov_trace:
          'CREATE INDEX idx_prov_trace ON public.asset_provenance USING btree (trace_id) WHERE (trace_id IS NOT NULL)',
        idx_prov_user:
          'CREATE INDEX idx_prov_user ON public.asset_provenance USING btree (user_id) WHERE (user_id IS NOT NULL)',
      },
    },
    multimodal_outcomes: {
      columns: {
        id: 'uuid not null default gen_random_uuid()',
        plan_id: 'uuid not null',
        task_id: 'text not null',
        step_type: 'text not null',
        provider: 'text not null',
        model: 'text not null',
        success: 'boolean not null',
        latency_ms: 'real not null',
        cost_cents: 'real not null default 0.0',
        quality_score: 'real',
        feedback: 'text',
        timestamp: 'timestamp with time zone not null default now()',
      },
      constraints: {
        multimodal_outcomes_pkey: 'PRIMARY KEY (id)',
        chk_cost_positive: 'CHECK ((cost_cents >= (0)::double precision))',
        chk_latency_positive: 'CHECK ((latency_ms >= (0)::double precision))',
        chk_quality_range:
          'CHECK (((quality_score IS NULL) OR ((quality_score >= (0.0)::double precision) AND (quality_score <= (1.0)::double precision))))',
      },
      indexes: {
        idx_mm_outcomes_plan: 'CREATE INDEX idx_mm_outcomes_plan ON public.multimodal_outcomes USING btree (plan_id)',
        idx_mm_outcomes_provider:
          'CREATE INDEX idx_mm_outcomes_provider ON public.multimodal_outcomes USING btree (provider, success)',
        idx_mm_outcomes_step_type:
          'CREATE INDEX idx_mm_outcomes_step_type ON public.multimodal_outcomes USING btree (step_type, "timestamp" DESC)',
        idx_mm_outcomes_success:
          'CREATE INDEX idx_mm_outcomes_success ON public.multimodal_outcomes USING btree (success, step_type)',
        idx_mm_outcomes_timestamp:
          'CREATE INDEX idx_mm_outcomes_timestamp ON public.multimodal_outcomes USING btree ("timestamp" DESC)',
      },
    },
    prompts: {
      columns: {
        id: 'uuid not null',
        name: 'character varying(255) not null',
        version: 'integer not null default 1',
        content: 'text not null',
        created_at: 'timestamp with time zone default now()',
        updated_at: 'timestamp with time zone default now()',
      },
      constraints: {
        prompts_pkey: 'PRIMARY KEY (id)',
        prompts_name_key: 'UNIQUE (name)',
      },
    },
    session_embeddings: {
      columns: {
        id: `bigint not null default nextval('session_embeddings_id_seq'::regclass)`,
        session_id: 'uuid not null',
        text: 'text not null',
        vector: 'vector(384)',
        metadata: 'jsonb',
        created_at: 'timestamp with time zone default now()',
      },
      constraints: {
        session_embeddings_pkey: 'PRIMARY KEY (id)',
        session_embeddings_session_text_key: 'UNIQUE (session_id, text)',
      },
      indexes: {
        session_embeddings_vector_idx: `CREATE INDEX session_embeddings_vector_idx ON public.session_embeddings USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`,
      },
    },
    task_artifacts: {
      columns: {
        id: 'uuid not null default gen_random_uuid()',
        name: 'text not null',
        version: 'text not null',
        storage_uri: 'text not null',
        sha256: 'text not null',
        signed_by: 'text',
        created_at: 'timestamp with time zone not null default now()',
      },
      constraints: {
        task_artifacts_pkey: 'PRIMARY KEY (id)',
        task_artifacts_unique: 'UNIQUE (name, version)',
      },
    },
    task_registry: {
      columns: {
        name: 'text not null',
        kind: 'text not null',
        module_path: 'text not null',
        callable: 'text not null',
        queue: 'text not null',
        rate_limit: 'text',
        max_retries: 'integer',
        soft_time_limit: 'integer',
        time_limit: 'integer',
        enabled: 'boolean not null default true',
        tenant_scope: `text[] default '{}'::text[]`,
        persona_scope: `text[] default '{}'::text[]`,
        arg_schema: `jsonb not null default '{}'::jsonb`,
        artifact_hash: 'text',
        soma_tags: `text[] default '{}'::text[]`,
        created_by: 'text',
        created_at: 'timestamp with time zone not null default now()',
        updated_at: 'timestamp with time zone not null default now()',
      },
      constraints: {
        task_registry_pkey: 'PRIMARY KEY (name)',
        task_registry_kind_check: `CHECK ((kind = ANY (ARRAY['task'::text, 'tool'::text])))`,
      },
      indexes: {
        task_registry_kind_idx: 'CREATE INDEX task_registry_kind_idx ON public.task_registry USING btree (kind)',
        task_registry_queue_idx: 'CREATE INDEX task_registry_queue_idx ON public.task_registry USING btree (queue)',
        task_registry_enabled_idx:
          'CREATE INDEX task_registry_enabled_idx ON public.task_registry USING btree (enabled)',
      },
      triggers: {
        task_registry_set_updated_at:
          'CREATE TRIGGER task_registry_set_updated_at BEFORE UPDATE ON public.task_registry FOR EACH ROW EXECUTE FUNCTION task_registry_touch_updated_at()',
      },
    },
    tool_catalog: {
      columns: {
        name: 'text not null',
        description: 'text not null',
        parameters_schema: 'jsonb not null',
        enabled: 'boolean default true',
        cost_impact: `text default 'low'::text`,
        profiles: `text[] default '{standard}'::text[]`,
        updated_at: 'timestamp with time zone default now()',
      },
      constraints: {
        tool_catalog_pkey: 'PRIMARY KEY (name)',
        tool_catalog_cost_impact_check: `CHECK ((cost_impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))`,
      },
    },
    tenant_tool_flags: {
      columns: {
        tenant_id: 'text not null',
        tool_name: 'text not null',
        enabled: 'boolean not null',
        updated_at: 'timestamp with time zone default now()',
      },
      constraints: {
        tenant_tool_flags_pkey: 'PRIMARY KEY (tenant_id, tool_name)',
        tenant_tool_flags_tool_name_fkey: 'FOREIGN KEY (tool_name) REFERENCES tool_catalog(name) ON DELETE CASCADE',
      },
    },
  },
};
