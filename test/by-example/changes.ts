/** A change of the platform's entities, as a developer makes it, and what is said along with it. */
export interface EntityChange {
  name: string;
  /** What changes, for the reader of the docs. */
  about: string;
  edits: [file: string, from: string, to: string][];
  answers: string[];
}

/** One after the other, each on top of those before it. */
export const CHANGES: EntityChange[] = [
  {
    name: 'pause_jobs',
    about: 'A new value in the middle of a native enum.',
    edits: [['src/entities/enums.ts', `'running', 'completed'`, `'running', 'paused', 'completed'`]],
    answers: [],
  },
  {
    name: 'wider_embeddings',
    about: 'Embeddings of another model: `vector(384)` becomes `vector(768)`, and the old values are of no use.',
    edits: [['src/entities/embeddings.ts', 'DIMENSIONS = 384', 'DIMENSIONS = 768']],
    answers: ['--convert', 'session_embeddings.vector=null', '--allow', 'data-loss'],
  },
  {
    name: 'hnsw',
    about: 'The vector index changes its method, from IVFFlat to HNSW: the new one is built beside the old one.',
    edits: [
      [
        'src/entities/embeddings.ts',
        'using ivfflat ("vector" vector_cosine_ops) with (lists = 100)',
        'using hnsw ("vector" vector_cosine_ops) with (m = 16, ef_construction = 64)',
      ],
    ],
    answers: [],
  },
  {
    name: 'task_reference',
    about: 'A column under another name.',
    edits: [['src/entities/outcomes.ts', 'taskId: p.text(),', 'taskReference: p.text(),']],
    answers: ['--rename', 'column multimodal_outcomes.task_id=task_reference'],
  },
  {
    name: 'task_owner',
    about: 'A new column that has to have a value, in a table with rows.',
    edits: [['src/entities/task-registry.ts', '    queue: p.text(),', '    queue: p.text(),\n    owner: p.text(),']],
    answers: ['--fill', `task_registry.owner='platform'`],
  },
  {
    name: 'no_screenshots',
    about: 'A value of a native enum goes; rows that hold it get another one.',
    edits: [['src/entities/enums.ts', `'diagram', 'screenshot', 'document'`, `'diagram', 'document'`]],
    answers: ['--replace', 'asset_type.screenshot=image', '--allow', 'data-loss'],
  },
  {
    name: 'native_cost_impact',
    about: 'A text column with a check becomes a native enum, default and all.',
    edits: [
      [
        'src/entities/tools.ts',
        `p.enum(['low', 'medium', 'high']).nullable()`,
        `p.enum(['low', 'medium', 'high']).nativeEnumName('cost_impact').nullable()`,
      ],
    ],
    answers: [],
  },
  {
    name: 'kept_plans',
    about: 'A foreign key changes what happens on delete, in a table with rows: not valid first, then validated.',
    edits: [
      [
        'src/entities/multimodal.ts',
        `plan: () => p.manyToOne(MultimodalJobPlan).deleteRule('cascade'),`,
        `plan: () => p.manyToOne(MultimodalJobPlan).deleteRule('restrict'),`,
      ],
    ],
    answers: [],
  },
  {
    name: 'required_session',
    about:
      'A column becomes required, an artifact’s place becomes unique, and a check is added, while reads and writes go on.',
    edits: [
      ['src/entities/task-registry.ts', '    createdBy: p.text().nullable(),', '    createdBy: p.text(),'],
      ['src/entities/task-registry.ts', '    storageUri: p.text(),', '    storageUri: p.text().unique(),'],
      [
        'src/entities/task-registry.ts',
        `  indexes: [{ properties: 'enabled' }`,
        `  checks: [{ name: 'task_registry_retries', expression: 'max_retries >= 0' }],\n  indexes: [{ properties: 'enabled' }`,
      ],
    ],
    answers: ['--fill', `task_registry.created_by='unknown'`],
  },
  {
    name: 'prompt_templates',
    about: 'A table under another name, and a new table that refers to it.',
    edits: [
      ['src/entities/prompts.ts', `tableName: 'prompts',`, `tableName: 'prompt_templates',`],
      [
        'src/entities/prompts.ts',
        `export const Prompt =`,
        `export const PromptUse = defineEntity({
  name: 'PromptUse',
  tableName: 'prompt_uses',
  comment: 'Which session used which prompt',
  properties: {
    prompt: () => p.manyToOne(Prompt).primary().updateRule('no action').deleteRule('cascade'),
    sessionId: p.uuid().primary(),
    usedAt: writtenAt(),
  },
  indexes: [{ properties: 'usedAt' }],
});

export const Prompt =`,
      ],
      [
        'src/entities/index.ts',
        `import { Prompt } from './prompts.ts';`,
        `import { Prompt, PromptUse } from './prompts.ts';`,
      ],
      ['src/entities/index.ts', '  Prompt,\n', '  Prompt,\n  PromptUse,\n'],
    ],
    answers: ['--rename', 'table prompts=prompt_templates'],
  },
];
