/** A public PostgreSQL schema, in two versions. */
export interface PublicSchema {
  name: string;
  /** On GitHub. */
  repository: string;
  licence: string;
  /** Commits, the older one first. */
  versions: [before: string, after: string];
  /** The files of a version that make its schema, in their order; where a version has it elsewhere, its own. */
  files: string[] | [before: string[], after: string[]];
  /** What stands before each file: what the project's own script tells psql. */
  prelude?: string;
  /** What stands before all of them. */
  setup?: string;
}

/** The order of musicbrainz-server's admin/InitDb.pl. */
const musicbrainz = (names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map(name => `admin/sql/${name}.sql`);

export const SCHEMAS: PublicSchema[] = [
  {
    name: 'supabase',
    repository: 'supabase/postgres',
    licence: 'PostgreSQL',
    versions: ['a49395f8', 'cfbb1714'],
    files: ['migrations/schema.sql'],
  },
  {
    name: 'pagila',
    repository: 'devrimgunduz/pagila',
    licence: 'PostgreSQL',
    versions: ['9197cf7', '85bf46a'],
    files: ['pagila-schema.sql'],
  },
  {
    name: 'openstreetmap',
    repository: 'openstreetmap/openstreetmap-website',
    licence: 'GPL-2.0',
    versions: ['4e6d72952', '192394b35'],
    files: ['db/structure.sql'],
  },
  {
    name: 'danbooru',
    repository: 'danbooru/danbooru',
    licence: 'BSD-2-Clause',
    versions: ['90b800ced', '6066256fb'],
    files: ['db/structure.sql'],
  },
  {
    name: 'travis',
    repository: 'travis-ci/travis-migrations',
    licence: 'none given',
    versions: ['9ffc99a', 'e5abeb3'],
    files: ['db/main/structure.sql'],
  },
  {
    name: 'gisia',
    repository: 'Aionrhine/gisia',
    licence: 'MIT',
    versions: ['eaba6186', '785cd1ff'],
    files: ['db/structure.sql'],
  },
  {
    name: 'synapse',
    repository: 'matrix-org/synapse',
    licence: 'Apache-2.0',
    versions: ['2198b7ce2a', '0a38c7ec6d'],
    files: [
      ['synapse/storage/schema/full_schemas/54/full.sql.postgres'],
      [
        'synapse/storage/schema/common/full_schemas/72/full.sql.postgres',
        'synapse/storage/schema/main/full_schemas/72/full.sql.postgres',
        'synapse/storage/schema/state/full_schemas/72/full.sql.postgres',
      ],
    ],
  },
  {
    name: 'lago',
    repository: 'getlago/lago-api',
    licence: 'AGPL-3.0',
    versions: ['0fe78c58a', '1b1c24a6a'],
    files: ['db/structure.sql'],
  },
  {
    name: 'musicbrainz',
    repository: 'metabrainz/musicbrainz-server',
    licence: 'GPL-2.0',
    versions: ['cc605f1116', '805f906e09'],
    files: musicbrainz(`
      Extensions CreateCollations CreateTypes
      CreateTables caa/CreateTables eaa/CreateTables documentation/CreateTables json_dump/CreateTables report/CreateTables
      sitemaps/CreateTables statistics/CreateTables wikidocs/CreateTables
      CreatePrimaryKeys caa/CreatePrimaryKeys documentation/CreatePrimaryKeys eaa/CreatePrimaryKeys
      json_dump/CreatePrimaryKeys statistics/CreatePrimaryKeys wikidocs/CreatePrimaryKeys
      CreateSearchConfiguration CreateFunctions caa/CreateFunctions eaa/CreateFunctions
      CreateIndexes caa/CreateIndexes eaa/CreateIndexes json_dump/CreateIndexes sitemaps/CreateIndexes statistics/CreateIndexes
      CreateFKConstraints caa/CreateFKConstraints documentation/CreateFKConstraints eaa/CreateFKConstraints
      caa/CreateEditFKConstraints eaa/CreateEditFKConstraints sitemaps/CreateFKConstraints CreateConstraints
      CreateViews caa/CreateViews eaa/CreateViews CreateTriggers caa/CreateTriggers eaa/CreateTriggers CreateSearchIndexes`),
    setup: [
      'musicbrainz',
      'cover_art_archive',
      'event_art_archive',
      'documentation',
      'json_dump',
      'report',
      'sitemaps',
      'statistics',
      'wikidocs',
    ]
      .map(name => `CREATE SCHEMA ${name};`)
      .join('\n'),
    prelude: 'SET search_path = musicbrainz, public;',
  },
];
