import { type Merged, type MergeRequest, merge } from '../../commands/index.ts';
import { count, indented } from '../../report/index.ts';
import { defineCommand } from '../command.ts';

export const mergeCommand = defineCommand<Merged, MergeRequest>({
  command: 'merge',
  describe: 'Put the later of two heads on top of the earlier one, and prove it',
  schema: 'merge/1',
  flags: { offline: { type: 'boolean', desc: 'Do not ask the database whether it ran what is moved' } },
  examples: [['merge', 'after two branches with migrations of their own came together']],
  run: merge,
  render: ({ moved, differences }) =>
    [
      ...moved.map(({ from, to, parent }) =>
        indented(
          `${from}${to === from ? '' : ` is ${to} now,`} made on top of ${parent ?? 'the empty database'}`,
          0,
          2,
        ),
      ),
      'proven there: up, down, back where it was, up again',
      ...(differences > 0
        ? [`the entities say ${count(differences, 'thing')} otherwise: npx plumb migration:create`]
        : []),
    ].join('\n'),
});
