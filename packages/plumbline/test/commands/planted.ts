/** One kind of change that somebody makes to a live database by hand, and what it has to be called. */
export interface Planted {
  what: string;
  sql: string;
  changed?: string[];
  missing?: string[];
  unknown?: string[];
  /** Of what changed, the facts, each from the migrations' words to those of the database. */
  facts?: [fact: string, from: string | null, to: string | null][];
}

/** Each on objects that no other one touches. */
export const PLANTED: Planted[] = [
  {
    what: 'a column was added',
    sql: 'alter table tool_catalog add column nickname text',
    unknown: ['column tool_catalog.nickname'],
  },
  {
    what: 'a column was dropped',
    sql: 'alter table multimodal_outcomes drop column feedback',
    missing: ['column multimodal_outcomes.feedback'],
  },
  {
    what: 'a column was renamed',
    sql: 'alter table multimodal_executions rename column quality_feedback to feedback',
    missing: ['column multimodal_executions.quality_feedback'],
    unknown: ['column multimodal_executions.feedback'],
  },
  {
    what: 'a column’s type was changed',
    sql: 'alter table prompts alter column version type bigint',
    changed: ['column prompts.version'],
    facts: [['type', 'integer', 'bigint']],
  },
  {
    what: 'a vector was given another length',
    sql: 'alter table session_embeddings alter column vector type vector(3)',
    changed: ['column session_embeddings.vector'],
    facts: [['type', 'vector(384)', 'vector(3)']],
  },
  {
    what: 'a default was changed',
    sql: `alter table multimodal_job_plans alter column plan_version set default '2.0'`,
    changed: ['column multimodal_job_plans.plan_version'],
    facts: [['default', `'1.0'::text`, `'2.0'::text`]],
  },
  {
    what: 'a column is no longer required',
    sql: 'alter table task_artifacts alter column storage_uri drop not null',
    changed: ['column task_artifacts.storage_uri'],
    facts: [['notNull', 'not null', null]],
  },
  {
    what: 'a column’s collation was changed',
    sql: 'alter table task_registry alter column module_path type text collate "C"',
    changed: ['column task_registry.module_path'],
    facts: [['collation', null, '"C"']],
  },
  {
    what: 'a check was dropped',
    sql: 'alter table multimodal_assets drop constraint chk_storage_location',
    missing: ['constraint multimodal_assets.chk_storage_location'],
  },
  {
    what: 'a check was made wider',
    sql: `alter table tool_catalog drop constraint tool_catalog_cost_impact_check,
          add constraint tool_catalog_cost_impact_check check (cost_impact in ('low', 'medium', 'high', 'absurd'))`,
    changed: ['constraint tool_catalog.tool_catalog_cost_impact_check'],
    facts: [
      [
        'definition',
        `CHECK ((cost_impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))`,
        `CHECK ((cost_impact = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'absurd'::text])))`,
      ],
    ],
  },
  {
    what: 'a unique constraint was dropped',
    sql: 'alter table task_artifacts drop constraint task_artifacts_unique',
    missing: ['constraint task_artifacts.task_artifacts_unique'],
  },
  {
    what: 'a foreign key deletes along in another way',
    sql: `alter table tenant_tool_flags drop constraint tenant_tool_flags_tool_name_fkey,
          add constraint tenant_tool_flags_tool_name_fkey foreign key (tool_name) references tool_catalog (name)`,
    changed: ['constraint tenant_tool_flags.tenant_tool_flags_tool_name_fkey'],
    facts: [
      [
        'definition',
        'FOREIGN KEY (tool_name) REFERENCES tool_catalog(name) ON DELETE CASCADE',
        'FOREIGN KEY (tool_name) REFERENCES tool_catalog(name)',
      ],
    ],
  },
  {
    what: 'a foreign key was dropped',
    sql: 'alter table asset_provenance drop constraint asset_provenance_plan_id_fkey',
    missing: ['constraint asset_provenance.asset_provenance_plan_id_fkey'],
  },
  {
    what: 'an index was dropped',
    sql: 'drop index idx_mm_assets_checksum',
    missing: ['index multimodal_assets.idx_mm_assets_checksum'],
  },
  {
    what: 'an index was added in the night',
    sql: 'create index hotfix_idx on multimodal_outcomes (task_id)',
    unknown: ['index multimodal_outcomes.hotfix_idx'],
  },
  {
    what: 'an index lost its predicate',
    sql: `drop index idx_prov_user; create index idx_prov_user on asset_provenance (user_id)`,
    changed: ['index asset_provenance.idx_prov_user'],
    facts: [['definition', 'USING btree (user_id) WHERE (user_id IS NOT NULL)', 'USING btree (user_id)']],
  },
  {
    what: 'a vector index measures another distance, with other lists',
    sql: `drop index session_embeddings_vector_idx;
          create index session_embeddings_vector_idx on session_embeddings using ivfflat (vector vector_l2_ops) with (lists = 10)`,
    changed: ['index session_embeddings.session_embeddings_vector_idx'],
    facts: [
      [
        'definition',
        `USING ivfflat (vector vector_cosine_ops) WITH (lists='100')`,
        `USING ivfflat (vector) WITH (lists='10')`,
      ],
    ],
  },
  {
    what: 'an enum has a new value',
    sql: `alter type asset_type add value 'audio' after 'image'`,
    changed: ['enum asset_type'],
    facts: [
      [
        'labels',
        '["image","video","diagram","screenshot","document"]',
        '["image","audio","video","diagram","screenshot","document"]',
      ],
    ],
  },
  {
    what: 'a value of an enum was renamed',
    sql: `alter type job_status rename value 'cancelled' to 'canceled'`,
    changed: ['enum job_status'],
    facts: [
      [
        'labels',
        '["pending","running","completed","failed","cancelled"]',
        '["pending","running","completed","failed","canceled"]',
      ],
    ],
  },
  {
    what: 'a function does something else',
    sql: `create or replace function task_registry_touch_updated_at() returns trigger language plpgsql as 'begin return NEW; end'`,
    changed: ['function task_registry_touch_updated_at()'],
  },
  {
    what: 'a trigger was switched off',
    sql: 'alter table multimodal_capabilities disable trigger mm_capabilities_set_updated_at',
    changed: ['trigger multimodal_capabilities.mm_capabilities_set_updated_at'],
    facts: [['enabled', null, 'disabled']],
  },
  {
    what: 'a trigger was dropped',
    sql: 'drop trigger mm_job_plans_set_updated_at on multimodal_job_plans',
    missing: ['trigger multimodal_job_plans.mm_job_plans_set_updated_at'],
  },
  {
    what: 'row level security was switched on, with a policy',
    sql: 'alter table task_registry enable row level security; create policy everybody on task_registry using (true)',
    changed: ['table task_registry'],
    unknown: ['policy task_registry.everybody'],
    facts: [['rls', null, 'row level security']],
  },
  {
    what: 'a comment was changed',
    sql: `comment on table multimodal_executions is 'attempts'`,
    changed: ['table multimodal_executions'],
    facts: [['comment', 'Attempts at the steps of a plan, with what they produced or why they failed', 'attempts']],
  },
  {
    what: 'a table keeps room in its pages',
    sql: 'alter table multimodal_assets set (fillfactor = 70)',
    changed: ['table multimodal_assets'],
    facts: [['options', null, '["fillfactor=70"]']],
  },
  {
    what: 'a sequence counts in larger steps',
    sql: 'alter sequence session_embeddings_id_seq increment by 10',
    changed: ['sequence session_embeddings_id_seq'],
    facts: [['increment', '1', '10']],
  },
];

/** What somebody else keeps in the same database. */
export const THEIRS = {
  sql: `create table theirs (id int primary key, note text);
        create view their_view as select id from theirs;
        create function theirs_too() returns int language sql as 'select 1';
        create schema billing; create table billing.invoices (id int primary key)`,
  objects: ['function theirs_too()', 'schema billing', 'table billing.invoices', 'table theirs', 'view their_view'],
};
