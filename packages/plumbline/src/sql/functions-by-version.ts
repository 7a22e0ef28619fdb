/**
 * The functions that schemas and migrations may call and that PostgreSQL got after version 14, with the first version that
 * has them. A test compares them with what real servers have.
 */
export const FUNCTIONS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({
    15: ['has_parameter_privilege', 'regexp_count', 'regexp_instr', 'regexp_like', 'regexp_substr'],
    16: [
      ...['any_value', 'array_sample', 'array_shuffle', 'date_add', 'date_subtract', 'erf', 'erfc', 'random_normal'],
      ...['json_agg_strict', 'json_object_agg_strict', 'json_object_agg_unique', 'json_object_agg_unique_strict'],
      ...['jsonb_agg_strict', 'jsonb_object_agg_strict', 'jsonb_object_agg_unique', 'jsonb_object_agg_unique_strict'],
      ...['pg_input_error_info', 'pg_input_is_valid', 'system_user'],
    ],
    17: [
      ...['icu_unicode_version', 'jsonb_populate_record_valid', 'pg_basetype', 'pg_column_toast_chunk_id', 'to_bin'],
      ...['to_oct', 'to_regtypemod', 'unicode_assigned', 'unicode_version', 'uuid_extract_timestamp'],
      ...['uuid_extract_version', 'xmltext'],
    ],
    18: [
      ...['array_reverse', 'array_sort', 'casefold', 'crc32', 'crc32c', 'gamma', 'has_largeobject_privilege', 'lgamma'],
      ...['pg_get_acl', 'uuidv4', 'uuidv7'],
    ],
  }).flatMap(([version, names]) => names.map(name => [name, Number(version)])),
);
