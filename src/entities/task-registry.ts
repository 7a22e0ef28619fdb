import { defineEntity, p } from '@mikro-orm/core';
import { generatedUuid, jsonObject, texts, writtenAt } from './columns.ts';
import { touchTaskRegistry } from './functions.ts';

export const TaskRegistry = defineEntity({
  name: 'TaskRegistry',
  tableName: 'task_registry',
  comment: 'Tasks and tools that workers may run, with their queue, limits and scopes',
  properties: {
    name: p.text().primary(),
    kind: p.enum(['task', 'tool']),
    modulePath: p.text(),
    callable: p.text(),
    queue: p.text(),
    rateLimit: p.text().nullable(),
    maxRetries: p.integer().nullable(),
    softTimeLimit: p.integer().nullable(),
    timeLimit: p.integer().nullable(),
    enabled: p.boolean().default(true),
    tenantScope: texts().nullable(),
    personaScope: texts().nullable(),
    argSchema: jsonObject(),
    artifactHash: p.text().nullable(),
    somaTags: texts().nullable(),
    createdBy: p.text().nullable(),
    createdAt: writtenAt(),
    updatedAt: writtenAt(),
  },
  indexes: [{ properties: 'enabled' }, { properties: 'kind' }, { properties: 'queue' }],
  triggers: [touchTaskRegistry('task_registry_set_updated_at', 'task_registry')],
});

export const TaskArtifact = defineEntity({
  name: 'TaskArtifact',
  tableName: 'task_artifacts',
  comment: 'Signed builds of tasks, one row per name and version',
  properties: {
    id: generatedUuid(),
    name: p.text(),
    version: p.text(),
    storageUri: p.text(),
    sha256: p.text(),
    signedBy: p.text().nullable(),
    createdAt: writtenAt(),
  },
  uniques: [{ name: 'task_artifacts_unique', properties: ['name', 'version'] }],
});
