import type { ObjectId } from '../catalog/index.ts';

/** Relations, their indexes and types: no two of a schema have one name. */
export const sharedInSchema = ({ schema, name }: ObjectId): string => `${schema}.${name}`;
