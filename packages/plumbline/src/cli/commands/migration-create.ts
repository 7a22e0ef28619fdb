import { type Created, type CreateRequest, createMigration } from '../../commands/index.ts';
import { type AnswerFlags, answerFlags, answersOf, notWith } from '../answers.ts';
import { defineCommand } from '../command.ts';

type Flags = Omit<CreateRequest, 'answers'> & { dump?: boolean } & AnswerFlags;

/** The stock command, with answers to what no difference can decide. */
export const migrationCreate = defineCommand<Created & { dump: boolean }, Flags>({
  command: 'migration:create',
  describe: 'Create a migration for what the entities say, and prove it',
  schema: 'create/1',
  flags: {
    name: { alias: 'n', type: 'string', desc: 'Name of the migration' },
    path: { alias: 'p', type: 'string', desc: 'Folder to write it to' },
    blank: { alias: 'b', type: 'boolean', desc: 'Write an empty migration to fill in by hand' },
    initial: { alias: 'i', type: 'boolean', desc: 'The first one, for databases that older scripts left behind too' },
    dump: { alias: 'd', type: 'boolean', desc: 'Print the statements too' },
    ...notWith('blank', {
      together: { type: 'boolean', desc: 'One transaction, instead of stages that let reads and writes go on' },
      allow: {
        type: 'string',
        array: true,
        choices: ['data-loss', 'may-fail'],
        desc: 'Agree to what would otherwise be refused',
      },
      ...answerFlags,
    }),
  },
  examples: [
    ['migration:create --name add_tags', 'after a change of the entities; what only a person knows is asked'],
    [`migration:create --rename 'column users.phone=mobile'`, 'with an answer, where nobody can be asked'],
    ['migration:create --blank --name fill_tags', 'for statements of your own'],
  ],
  run: async (options, { dump = false, ...flags }) => {
    return { ...(await createMigration(options, { ...flags, answers: answersOf(flags) })), dump };
  },
  render: ({ files, up, down, dump }) => {
    if (files.length === 0) return 'No changes required, schema is up-to-date';
    const statements = dump ? ['up:', ...up.map(sql => `  ${sql}`), 'down:', ...down.map(sql => `  ${sql}`)] : [];
    return [...statements, ...files.map(file => `${file} successfully created`)].join('\n');
  },
});
