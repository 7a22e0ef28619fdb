import type { EntityManager, InferEntity, RequiredEntityData } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { MultimodalCapability } from '../entities/multimodal.ts';
import { insertOrFollow } from './support/write.ts';

/** A JSON Schema of an object whose properties have these types. */
const object = (types: Record<string, 'string' | 'integer' | 'boolean' | 'object'>) => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])),
});

const CAPABILITIES: RequiredEntityData<InferEntity<typeof MultimodalCapability>>[] = [
  {
    toolId: 'dalle3_image_gen',
    provider: 'openai',
    displayName: 'DALL·E 3',
    description: 'Pictures from a description, which the model may reword',
    modalities: ['image'],
    inputSchema: object({ prompt: 'string', size: 'string', quality: 'string' }),
    outputSchema: object({ url: 'string', revised_prompt: 'string' }),
    constraints: { max_resolution: 1792, formats: ['png', 'jpg'], aspect_ratios: ['1:1', '16:9', '9:16'] },
    costTier: 'high',
    healthStatus: 'healthy',
  },
  {
    toolId: 'mermaid_diagram',
    provider: 'local',
    displayName: 'Mermaid',
    description: 'Diagrams from Mermaid source, drawn on this machine',
    modalities: ['diagram'],
    inputSchema: object({ code: 'string', format: 'string' }),
    outputSchema: object({ svg: 'string', png_base64: 'string' }),
    constraints: { formats: ['svg', 'png', 'pdf'], max_nodes: 100 },
    costTier: 'free',
    healthStatus: 'healthy',
  },
  {
    toolId: 'plantuml_diagram',
    provider: 'local',
    displayName: 'PlantUML',
    description: 'Diagrams from PlantUML source, drawn on this machine',
    modalities: ['diagram'],
    inputSchema: object({ code: 'string', format: 'string' }),
    outputSchema: object({ svg: 'string', png_base64: 'string' }),
    constraints: { formats: ['svg', 'png'], max_complexity: 'medium' },
    costTier: 'free',
    healthStatus: 'healthy',
  },
  {
    toolId: 'playwright_screenshot',
    provider: 'local',
    displayName: 'Playwright screenshot',
    description: 'A picture of a web page as a browser shows it, of the window or of the whole page',
    modalities: ['screenshot'],
    inputSchema: object({ url: 'string', viewport: 'object', full_page: 'boolean' }),
    outputSchema: object({ screenshot_base64: 'string', viewport_used: 'object' }),
    constraints: {
      formats: ['png', 'jpg', 'webp'],
      max_resolution: 3840,
      viewport_presets: ['desktop', 'tablet', 'mobile'],
    },
    costTier: 'low',
    healthStatus: 'healthy',
  },
  {
    toolId: 'stability_image_gen',
    provider: 'stability',
    displayName: 'Stable Diffusion',
    description: 'Pictures from a description of what to show and what to leave out, repeatable by their seed',
    modalities: ['image'],
    inputSchema: object({ prompt: 'string', negative_prompt: 'string', width: 'integer', height: 'integer' }),
    outputSchema: object({ image_base64: 'string', seed: 'integer' }),
    constraints: { max_resolution: 1024, formats: ['png', 'jpg'], models: ['sdxl', 'sd3'] },
    costTier: 'medium',
    healthStatus: 'healthy',
  },
];

export class MultimodalCapabilitiesSeeder extends Seeder {
  override run(em: EntityManager): Promise<void> {
    // cost tier, latency, health, failures and the switch are the operator's once the row is there
    return insertOrFollow(em, MultimodalCapability, CAPABILITIES, {
      key: ['toolId', 'provider'],
      follow: ['modalities', 'inputSchema', 'outputSchema', 'constraints', 'displayName', 'description'],
    });
  }
}
