import { defineEntity, p } from '@mikro-orm/core';
import { generatedUuid, jsonObject, timestamp, writtenAt } from './columns.ts';
import { ASSET_TYPE, CAPABILITY_HEALTH, COST_TIER, EXECUTION_STATUS, JOB_STATUS } from './enums.ts';
import { touchMultimodal } from './functions.ts';

export const MultimodalAsset = defineEntity({
  name: 'MultimodalAsset',
  tableName: 'multimodal_assets',
  comment: 'Images, videos and documents that plans produced, stored here or at a path',
  properties: {
    id: generatedUuid(),
    tenantId: p.text(),
    sessionId: p.text().nullable(),
    assetType: p.enum(ASSET_TYPE).nativeEnumName('asset_type'),
    format: p.text(),
    storagePath: p.text().nullable(),
    content: p.blob().nullable(),
    contentSizeBytes: p.bigint('number').defaultRaw('0'),
    checksumSha256: p.text(),
    originalFilename: p.text().nullable(),
    mimeType: p.text(),
    dimensions: p.json<{ width: number; height: number }>().nullable(),
    metadata: jsonObject(),
    createdAt: writtenAt(),
    expiresAt: timestamp().nullable(),
  },
  checks: [
    {
      name: 'chk_storage_location',
      expression: 'storage_path is not null or content is not null',
    },
  ],
  indexes: [
    { name: 'idx_mm_assets_checksum', properties: 'checksumSha256' },
    { name: 'idx_mm_assets_created', properties: 'createdAt' },
    {
      name: 'idx_mm_assets_expires',
      properties: 'expiresAt',
      where: 'expires_at is not null',
    },
    {
      name: 'idx_mm_assets_session',
      properties: 'sessionId',
      where: 'session_id is not null',
    },
    { name: 'idx_mm_assets_tenant', properties: 'tenantId' },
    { name: 'idx_mm_assets_type', properties: 'assetType' },
  ],
});

export const MultimodalCapability = defineEntity({
  name: 'MultimodalCapability',
  tableName: 'multimodal_capabilities',
  comment: 'What each provider’s tool can produce, its cost and its health',
  properties: {
    toolId: p.text().primary(),
    provider: p.text().primary(),
    tenantId: p.text().nullable(),
    modalities: p.json<string[]>().defaultRaw(`'[]'::jsonb`),
    inputSchema: jsonObject(),
    outputSchema: jsonObject(),
    constraints: jsonObject(),
    costTier: p.enum(COST_TIER).nativeEnumName('cost_tier').default('medium'),
    latencyP95Ms: p.integer().nullable().fieldName('latency_p95_ms'),
    healthStatus: p.enum(CAPABILITY_HEALTH).nativeEnumName('capability_health').default('healthy'),
    lastHealthCheck: timestamp().nullable(),
    failureCount: p.integer().default(0),
    enabled: p.boolean().default(true),
    displayName: p.text().nullable(),
    description: p.text().nullable(),
    documentationUrl: p.text().nullable(),
    createdAt: writtenAt(),
    updatedAt: writtenAt(),
  },
  indexes: [
    { name: 'idx_mm_caps_cost', properties: 'costTier' },
    {
      name: 'idx_mm_caps_enabled',
      properties: 'enabled',
      where: 'enabled = true',
    },
    { name: 'idx_mm_caps_health', properties: 'healthStatus' },
    { name: 'idx_mm_caps_modalities', properties: 'modalities', type: 'gin' },
    {
      name: 'idx_mm_caps_tenant',
      properties: 'tenantId',
      where: 'tenant_id is not null',
    },
  ],
  triggers: [touchMultimodal('mm_capabilities_set_updated_at', 'multimodal_capabilities')],
});

export const MultimodalJobPlan = defineEntity({
  name: 'MultimodalJobPlan',
  tableName: 'multimodal_job_plans',
  comment: 'Plans of several steps that a session asked for, with progress and budget',
  properties: {
    id: generatedUuid(),
    tenantId: p.text(),
    sessionId: p.text(),
    requestId: p.text().nullable(),
    planJson: p.json<Record<string, unknown>>(),
    planVersion: p.text().default('1.0'),
    status: p.enum(JOB_STATUS).nativeEnumName('job_status').default('pending'),
    totalSteps: p.integer().default(0),
    completedSteps: p.integer().default(0),
    budgetLimitCents: p.integer().nullable(),
    budgetUsedCents: p.integer().default(0),
    startedAt: timestamp().nullable(),
    completedAt: timestamp().nullable(),
    errorMessage: p.text().nullable(),
    errorDetails: p.json<Record<string, unknown>>().nullable(),
    createdAt: writtenAt(),
    updatedAt: writtenAt(),
  },
  indexes: [
    { name: 'idx_mm_plans_created', properties: 'createdAt' },
    { name: 'idx_mm_plans_session', properties: 'sessionId' },
    { name: 'idx_mm_plans_status', properties: 'status' },
    { name: 'idx_mm_plans_tenant', properties: 'tenantId' },
    {
      name: 'idx_mm_plans_tenant_status',
      properties: ['tenantId', 'status', 'createdAt'],
    },
  ],
  triggers: [touchMultimodal('mm_job_plans_set_updated_at', 'multimodal_job_plans')],
});

export const MultimodalExecution = defineEntity({
  name: 'MultimodalExecution',
  tableName: 'multimodal_executions',
  comment: 'Attempts at the steps of a plan, with what they produced or why they failed',
  properties: {
    id: generatedUuid(),
    plan: () => p.manyToOne(MultimodalJobPlan).deleteRule('cascade'),
    stepIndex: p.integer(),
    tenantId: p.text(),
    toolId: p.text(),
    provider: p.text(),
    status: p.enum(EXECUTION_STATUS).nativeEnumName('execution_status').default('pending'),
    attemptNumber: p.integer().default(1),
    asset: () => p.manyToOne(MultimodalAsset).deleteRule('set null').nullable(),
    latencyMs: p.integer().nullable(),
    costEstimateCents: p.integer().nullable(),
    qualityScore: p.float().columnType('real').nullable(),
    qualityFeedback: p.json<Record<string, unknown>>().nullable(),
    errorCode: p.text().nullable(),
    errorMessage: p.text().nullable(),
    startedAt: timestamp().nullable(),
    completedAt: timestamp().nullable(),
    createdAt: writtenAt(),
  },
  uniques: [
    {
      name: 'uq_execution_step_attempt',
      properties: ['plan', 'stepIndex', 'attemptNumber'],
    },
  ],
  indexes: [
    { name: 'idx_mm_exec_plan', properties: 'plan' },
    {
      name: 'idx_mm_exec_quality',
      properties: 'qualityScore',
      where: 'quality_score is not null',
    },
    { name: 'idx_mm_exec_status', properties: 'status' },
    { name: 'idx_mm_exec_tenant', properties: 'tenantId' },
    {
      name: 'idx_mm_exec_tenant_status',
      properties: ['tenantId', 'status', 'createdAt'],
    },
    { name: 'idx_mm_exec_tool', properties: ['toolId', 'provider'] },
  ],
});

export const AssetProvenance = defineEntity({
  name: 'AssetProvenance',
  tableName: 'asset_provenance',
  comment: 'Where an asset came from: request, plan, tool, model and quality',
  properties: {
    asset: () => p.manyToOne(MultimodalAsset).primary().updateRule('no action').deleteRule('cascade'),
    requestId: p.text().nullable(),
    execution: () => p.manyToOne(MultimodalExecution).deleteRule('set null').nullable(),
    plan: () => p.manyToOne(MultimodalJobPlan).deleteRule('set null').nullable(),
    userId: p.text().nullable(),
    tenantId: p.text(),
    sessionId: p.text().nullable(),
    promptSummary: p.text().nullable(),
    generationParams: jsonObject(),
    toolId: p.text(),
    provider: p.text(),
    modelVersion: p.text().nullable(),
    traceId: p.text().nullable(),
    spanId: p.text().nullable(),
    qualityGatePassed: p.boolean().nullable(),
    qualityScore: p.float().columnType('real').nullable(),
    reworkCount: p.integer().default(0),
    createdAt: writtenAt(),
  },
  indexes: [
    {
      name: 'idx_prov_execution',
      properties: 'execution',
      where: 'execution_id is not null',
    },
    {
      name: 'idx_prov_request',
      properties: 'requestId',
      where: 'request_id is not null',
    },
    { name: 'idx_prov_tenant', properties: 'tenantId' },
    { name: 'idx_prov_tool', properties: ['toolId', 'provider'] },
    {
      name: 'idx_prov_trace',
      properties: 'traceId',
      where: 'trace_id is not null',
    },
    {
      name: 'idx_prov_user',
      properties: 'userId',
      where: 'user_id is not null',
    },
  ],
});
