import type { EntityManager } from '@mikro-orm/core';
import { Seeder } from '@mikro-orm/seeder';
import { Prompt } from '../entities/prompts.ts';
import { insertMissing } from './support/write.ts';

// No other braces than the placeholder's: a template engine would take them for placeholders too.
const MULTIMODAL_CRITIC = `You review what a generation step produced, before it is shown to a user.

Judge it against these criteria, and against nothing else:
{criteria}

Answer with one JSON object and no other text. It has three fields:
- pass (bool): whether every criterion is met
- score (float, 0.0 to 1.0): how well the criteria are met as a whole
- feedback (string): what to change so that the next attempt passes, or why this one does
`;

export class PromptsSeeder extends Seeder {
  override run(em: EntityManager): Promise<void> {
    return insertMissing(em, Prompt, [
      {
        id: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
        name: 'multimodal_critic',
        version: 1,
        content: MULTIMODAL_CRITIC,
      },
    ]);
  }
}
