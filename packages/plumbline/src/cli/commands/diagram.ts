import { type DiagramRequest, type Drawn, diagram, STATES } from '../../commands/index.ts';
import { defineCommand } from '../command.ts';

const state = { type: 'string', desc: STATES.join(', ') } as const;

export const diagramCommand = defineCommand<Drawn, DiagramRequest>({
  command: 'diagram [from] [to]',
  describe: 'Draw the tables and foreign keys of a schema, or what changes between two, as a Mermaid diagram',
  schema: 'diagram/1',
  positionals: { from: { ...state, default: 'entities' }, to: state },
  examples: [
    ['diagram > schema.mmd', 'the schema that the entities say'],
    ['diagram migrations entities', 'what the next migration changes, marked'],
    ['diagram git:main entities', 'what this branch changes, for a pull request'],
  ],
  run: diagram,
  render: ({ mermaid }) => mermaid,
});
