import { p } from '@mikro-orm/core';

/** `timestamp with time zone`, in PostgreSQL's full precision. */
export const timestamp = () => p.datetime().columnType('timestamptz');
/** The time at which a row was written. */
export const writtenAt = () => timestamp().defaultRaw('now()');
/** A key that the database makes. */
export const generatedUuid = () => p.uuid().primary().defaultRaw('gen_random_uuid()');
