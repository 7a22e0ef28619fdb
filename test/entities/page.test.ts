import { diagram } from 'mikro-orm-plumbline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embedded, type TestDatabase } from '../../packages/plumbline/test/support/engines.ts';
import { platformOptions } from '../support/platform.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await embedded.create();
});
afterAll(() => database.drop());

test('the page with the schema’s diagram shows it as the entities say it', async () => {
  const { mermaid } = await diagram(await platformOptions(database), { from: 'entities' });
  await expect(`# The schema

The agent platform's tables, as \`npx plumb diagram\` draws them from the entities.

\`\`\`mermaid
${mermaid}
\`\`\`
`).toMatchFileSnapshot('../../docs/schema.md');
});
