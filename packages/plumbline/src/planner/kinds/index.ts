import type { Kind } from '../../catalog/index.ts';
import type { Generator } from '../generator.ts';
import { column } from './column.ts';
import { constraint } from './constraint.ts';
import { nativeEnum } from './enum.ts';
import { extension } from './extension.ts';
import { routine } from './function.ts';
import { policy } from './policy.ts';
import { relationIndex } from './relation-index.ts';
import { schema } from './schema.ts';
import { sequence } from './sequence.ts';
import { table } from './table.ts';
import { trigger } from './trigger.ts';
import { view } from './view.ts';

/** One generator for each kind of object. */
export const GENERATORS: { [K in Kind]: Generator<K> } = {
  schema,
  extension,
  enum: nativeEnum,
  sequence,
  function: routine,
  table,
  column,
  constraint,
  index: relationIndex,
  view,
  trigger,
  policy,
};
