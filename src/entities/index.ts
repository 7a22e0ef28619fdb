import { SessionEmbedding } from './embeddings.ts';
import {
  AssetProvenance,
  MultimodalAsset,
  MultimodalCapability,
  MultimodalExecution,
  MultimodalJobPlan,
} from './multimodal.ts';
import { MultimodalOutcome } from './outcomes.ts';
import { Prompt } from './prompts.ts';
import { TaskArtifact, TaskRegistry } from './task-registry.ts';
import { TenantToolFlag, ToolCatalog } from './tools.ts';

export { functions } from './functions.ts';

/** Every table of the platform. */
export const entities = [
  TaskRegistry,
  TaskArtifact,
  ToolCatalog,
  TenantToolFlag,
  Prompt,
  MultimodalAsset,
  MultimodalCapability,
  MultimodalJobPlan,
  MultimodalExecution,
  AssetProvenance,
  MultimodalOutcome,
  SessionEmbedding,
];
