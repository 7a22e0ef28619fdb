import { defineEntity, p } from '@mikro-orm/core';
import { texts, writtenAt } from './columns.ts';

export const ToolCatalog = defineEntity({
  name: 'ToolCatalog',
  tableName: 'tool_catalog',
  comment: 'Tools that agents can be offered, with the JSON Schema of their parameters',
  properties: {
    name: p.text().primary(),
    description: p.text(),
    parametersSchema: p.json<Record<string, unknown>>(),
    enabled: p.boolean().nullable().default(true),
    costImpact: p.enum(['low', 'medium', 'high']).nullable().default('low'),
    profiles: texts('{standard}').nullable(),
    updatedAt: writtenAt().nullable(),
  },
});

export const TenantToolFlag = defineEntity({
  name: 'TenantToolFlag',
  tableName: 'tenant_tool_flags',
  comment: 'Tools switched on or off for one tenant',
  properties: {
    tenantId: p.text().primary(),
    tool: () => p.manyToOne(ToolCatalog).primary().joinColumn('tool_name').deleteRule('cascade'),
    enabled: p.boolean(),
    updatedAt: writtenAt().nullable(),
  },
});
