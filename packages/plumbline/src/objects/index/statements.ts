import { qualifiedNameOf, quoted, temporaryName } from '../../catalog/index.ts';
import type { Context, Statements } from '../contract.ts';
import { alone, type Draft } from '../draft.ts';
import type { IndexObject } from '../model.ts';
import { comment, commentNew, onlyComment } from '../text.ts';

/** The index's own name, in the schema of what it indexes. */
const indexSql = ({ schema, name }: Pick<IndexObject, 'schema' | 'name'>, defaultSchema: string): string =>
  qualifiedNameOf(schema, name, defaultSchema);

/** The definition under a name. `concurrently` lets reads and writes go on, and cannot stand in a transaction. */
const define = (object: IndexObject, name: string, how: '' | 'concurrently ' | 'if not exists '): string =>
  `create ${object.facts.unique ? 'unique ' : ''}index ${how}${name} on ${object.parent.qualifiedName} ${object.facts.definition}`;

export const statements: Statements<'index'> = {
  create: (object, context) => {
    const online = context.online(object.parent.id);
    const sql = define(object, object.quotedName, online ? 'concurrently ' : context.ifMissing ? 'if not exists ' : '');
    const note = commentNew(`index ${indexSql(object, context.to.defaultSchema)}`, object.facts.comment);
    return [online ? alone(sql) : sql, ...note];
  },
  drop: (object, context) => {
    const name = indexSql(object, context.from.defaultSchema);
    return canDropConcurrently(object, context) ? [alone(`drop index concurrently ${name}`)] : [`drop index ${name}`];
  },
  alter: (from, to, facts, context) => {
    if (onlyComment(facts)) return [comment(`index ${indexSql(to, context.to.defaultSchema)}`, to.facts.comment)];
    return canDropConcurrently(from, context) ? replaceConcurrently(from, to, context) : undefined;
  },
};

const canDropConcurrently = ({ parent }: IndexObject, context: Context): boolean =>
  context.online(parent.id) && context.quiet(parent.id);

/** The new index serves before the old one goes: no query is without one. */
function replaceConcurrently(from: IndexObject, to: IndexObject, { to: { defaultSchema } }: Context): Draft[] {
  const name = temporaryName(to.name, '__new');
  return [
    alone(define(to, quoted(name), 'concurrently ')),
    alone(`drop index concurrently ${indexSql(from, defaultSchema)}`),
    `alter index ${indexSql({ schema: to.schema, name }, defaultSchema)} rename to ${to.quotedName}`,
    ...commentNew(`index ${indexSql(to, defaultSchema)}`, to.facts.comment),
  ];
}
