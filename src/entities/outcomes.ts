import { defineEntity, p } from '@mikro-orm/core';
import { generatedUuid, writtenAt } from './columns.ts';

export const MultimodalOutcome = defineEntity({
  name: 'MultimodalOutcome',
  tableName: 'multimodal_outcomes',
  comment: 'What each step of a plan cost, how long it took and how good it was',
  properties: {
    id: generatedUuid(),
    planId: p.uuid(),
    taskId: p.text(),
    stepType: p.text(),
    provider: p.text(),
    model: p.text(),
    success: p.boolean(),
    latencyMs: p.float().columnType('real'),
    costCents: p.float().columnType('real').defaultRaw('0.0'),
    qualityScore: p.float().columnType('real').nullable(),
    feedback: p.text().nullable(),
    timestamp: writtenAt(),
  },
  checks: [
    { name: 'chk_cost_positive', expression: 'cost_cents >= 0' },
    { name: 'chk_latency_positive', expression: 'latency_ms >= 0' },
    {
      name: 'chk_quality_range',
      expression: 'quality_score is null or (quality_score >= 0.0 and quality_score <= 1.0)',
    },
  ],
  indexes: [
    { name: 'idx_mm_outcomes_plan', properties: 'planId' },
    { name: 'idx_mm_outcomes_provider', properties: ['provider', 'success'] },
    {
      name: 'idx_mm_outcomes_step_type',
      columns: [{ name: 'stepType' }, { name: 'timestamp', sort: 'desc' }],
    },
    { name: 'idx_mm_outcomes_success', properties: ['success', 'stepType'] },
    {
      name: 'idx_mm_outcomes_timestamp',
      columns: [{ name: 'timestamp', sort: 'desc' }],
    },
  ],
});
