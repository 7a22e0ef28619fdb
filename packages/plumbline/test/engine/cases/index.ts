import type { Case } from '../case.ts';
import { aggregates } from './aggregates.ts';
import { columns } from './columns.ts';
import { comments } from './comments.ts';
import { constraints } from './constraints.ts';
import { defaults } from './defaults.ts';
import { dependents } from './dependents.ts';
import { domains } from './domains.ts';
import { enums } from './enums.ts';
import { foreignKeys } from './foreign-keys.ts';
import { functions } from './functions.ts';
import { generated } from './generated.ts';
import { hazards } from './hazards.ts';
import { identity } from './identity.ts';
import { indexes } from './indexes.ts';
import { names } from './names.ts';
import { partitions } from './partitions.ts';
import { policies } from './policies.ts';
import { questions } from './questions.ts';
import { renames } from './renames.ts';
import { schemas } from './schemas.ts';
import { sequences } from './sequences.ts';
import { tables as wholeTables } from './tables.ts';
import { triggers } from './triggers.ts';
import { types } from './types.ts';
import { vectors } from './vectors.ts';
import { views } from './views.ts';

/** The cases by the kind of object that they are about. */
export const tables: Record<string, Case[]> = {
  columns: columns,
  types: types,
  defaults: defaults,
  generated: generated,
  identity: identity,
  enums: enums,
  domains: domains,
  constraints: constraints,
  'foreign keys': foreignKeys,
  indexes: indexes,
  vectors: vectors,
  views: views,
  triggers: triggers,
  functions: functions,
  aggregates: aggregates,
  policies: policies,
  partitions: partitions,
  schemas: schemas,
  tables: wholeTables,
  comments: comments,
  sequences: sequences,
  dependents: dependents,
  names: names,
  renames: renames,
  questions: questions,
  hazards: hazards,
};
