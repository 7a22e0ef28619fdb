import type { Case } from '../case.ts';

const chunks = (type: string, ...indexes: string[]) =>
  ['create extension vector', `create table chunks (id integer primary key, embedding ${type})`, ...indexes].join('; ');
const index = (definition: string) => `create index chunks_embedding on chunks using ${definition}`;
const rows = `insert into chunks values (1, '[1,2,3]'), (2, '[3,2,1]')`;
const kept = 'select id, embedding::text as embedding from chunks order by id';
const hnsw = index('hnsw (embedding vector_l2_ops)');
const ivfflat = index('ivfflat (embedding vector_l2_ops) with (lists = 10)');

export const vectors: Case[] = [
  {
    name: 'nothing',
    before: chunks(
      'vector(3)',
      index('hnsw (embedding vector_cosine_ops) with (m = 8, ef_construction = 32)'),
      'create table more (a halfvec(4), b sparsevec(9), c bit(8), d vector)',
      'create index on more using hnsw (a halfvec_ip_ops)',
      'create index on more using hnsw ((c) bit_hamming_ops)',
      'create index on more using ivfflat ((d::vector(3)) vector_l2_ops)',
    ),
    up: [],
  },
  {
    name: 'the extension and a first table',
    after: chunks('vector(3)', hnsw),
    up: [
      'create extension if not exists vector',
      'create table chunks (\n  id integer not null,\n  embedding vector(3),\n  constraint chunks_pkey PRIMARY KEY (id)\n)',
      'create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)',
    ],
    down: ['drop table chunks'],
  },
  {
    name: 'the extension goes: it stays, others may use it',
    before: chunks('vector(3)'),
    after: 'create extension vector',
    rows,
    hazards: ['drop-table'],
    up: ['drop table chunks'],
    down: [
      'create table chunks (\n  id integer not null,\n  embedding vector(3),\n  constraint chunks_pkey PRIMARY KEY (id)\n)',
    ],
  },
  {
    name: 'an index is added',
    before: chunks('vector(3)'),
    after: chunks('vector(3)', hnsw),
    rows,
    kept,
    online: [['create index concurrently chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)']],
    up: ['create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)'],
    down: ['drop index chunks_embedding'],
  },
  {
    name: 'an IVFFlat index on a table without rows',
    before: chunks('vector(3)'),
    after: chunks('vector(3)', ivfflat),
    hazards: ['ivfflat-empty'],
    up: ["create index chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')"],
    down: ['drop index chunks_embedding'],
  },
  {
    name: 'an IVFFlat index on a new table',
    after: chunks('vector(3)', ivfflat),
    hazards: ['ivfflat-empty'],
    up: [
      'create extension if not exists vector',
      'create table chunks (\n  id integer not null,\n  embedding vector(3),\n  constraint chunks_pkey PRIMARY KEY (id)\n)',
      "create index chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')",
    ],
    down: ['drop table chunks'],
  },
  {
    name: 'an IVFFlat index on rows',
    before: chunks('vector(3)'),
    after: chunks('vector(3)', ivfflat),
    rows,
    kept,
    online: [["create index concurrently chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')"]],
    up: ["create index chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')"],
    down: ['drop index chunks_embedding'],
  },
  {
    name: 'HNSW instead of IVFFlat, beside the old one',
    before: chunks('vector(3)', ivfflat),
    after: chunks('vector(3)', hnsw),
    rows,
    kept,
    online: [
      [
        'create index concurrently chunks_embedding__new on chunks USING hnsw (embedding vector_l2_ops)',
        'drop index concurrently chunks_embedding',
      ],
      ['alter index chunks_embedding__new rename to chunks_embedding'],
    ],
    up: ['drop index chunks_embedding', 'create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)'],
    down: [
      'drop index chunks_embedding',
      "create index chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')",
    ],
  },
  {
    name: 'another distance',
    before: chunks('vector(3)', hnsw),
    after: chunks('vector(3)', index('hnsw (embedding vector_cosine_ops)')),
    rows,
    kept,
    online: [
      [
        'create index concurrently chunks_embedding__new on chunks USING hnsw (embedding vector_cosine_ops)',
        'drop index concurrently chunks_embedding',
      ],
      ['alter index chunks_embedding__new rename to chunks_embedding'],
    ],
    up: [
      'drop index chunks_embedding',
      'create index chunks_embedding on chunks USING hnsw (embedding vector_cosine_ops)',
    ],
    down: [
      'drop index chunks_embedding',
      'create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)',
    ],
  },
  {
    name: 'other options',
    before: chunks('vector(3)', index('hnsw (embedding vector_l2_ops) with (m = 8)')),
    after: chunks('vector(3)', index('hnsw (embedding vector_l2_ops) with (m = 32)')),
    rows,
    kept,
    online: [
      [
        "create index concurrently chunks_embedding__new on chunks USING hnsw (embedding vector_l2_ops) WITH (m='32')",
        'drop index concurrently chunks_embedding',
      ],
      ['alter index chunks_embedding__new rename to chunks_embedding'],
    ],
    up: [
      'drop index chunks_embedding',
      "create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops) WITH (m='32')",
    ],
    down: [
      'drop index chunks_embedding',
      "create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops) WITH (m='8')",
    ],
  },
  {
    name: 'other dimensions',
    before: chunks('vector(3)', hnsw),
    after: chunks('vector(4)', hnsw),
    rows,
    questions: ['no-conversion'],
  },
  {
    name: 'other dimensions, the values given up',
    before: chunks('vector(3)', hnsw),
    after: chunks('vector(4)', hnsw),
    rows,
    answers: ['convert chunks.embedding=null'],
    hazards: ['drop-values'],
    online: [
      ['drop index chunks_embedding', 'alter table chunks alter column embedding type vector(4) using null'],
      ['create index concurrently chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)'],
    ],
    up: ['alter table chunks alter column embedding type vector(4) using null'],
    down: ['alter table chunks alter column embedding type vector(3) using null::vector(3)'],
  },
  {
    name: 'other dimensions, cut off',
    before: chunks('vector(3)', hnsw),
    after: chunks('vector(2)', hnsw),
    rows,
    answers: ['convert chunks.embedding=subvector(embedding, 1, 2)'],
    hazards: ['decided-conversion'],
    gives: [
      kept,
      [
        { id: 1, embedding: '[1,2]' },
        { id: 2, embedding: '[3,2]' },
      ],
    ],
    online: [
      [
        'drop index chunks_embedding',
        'alter table chunks alter column embedding type vector(2) using subvector(embedding, 1, 2)',
      ],
      ['create index concurrently chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)'],
    ],
    up: ['alter table chunks alter column embedding type vector(2) using subvector(embedding, 1, 2)'],
    down: ['alter table chunks alter column embedding type vector(3) using null::vector(3)'],
  },
  {
    name: 'other dimensions without rows',
    before: chunks('vector(3)', hnsw),
    after: chunks('vector(4)', hnsw),
    up: ['alter table chunks alter column embedding type vector(4)'],
    down: ['alter table chunks alter column embedding type vector(3) using null::vector(3)'],
  },
  {
    name: 'half the size, with the operator class that fits',
    before: chunks('vector(3)', hnsw),
    after: chunks('halfvec(3)', index('hnsw (embedding halfvec_l2_ops)')),
    rows,
    kept,
    online: [
      ['drop index chunks_embedding', 'alter table chunks alter column embedding type halfvec(3)'],
      ['create index concurrently chunks_embedding on chunks USING hnsw (embedding halfvec_l2_ops)'],
    ],
    up: [
      'drop index chunks_embedding',
      'alter table chunks alter column embedding type halfvec(3)',
      'create index chunks_embedding on chunks USING hnsw (embedding halfvec_l2_ops)',
    ],
    down: [
      'drop index chunks_embedding',
      'alter table chunks alter column embedding type vector(3)',
      'create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)',
    ],
  },
  {
    name: 'a list of numbers becomes a vector',
    before: `create extension vector; create table chunks (id integer primary key, embedding real[])`,
    after: chunks('vector(3)'),
    rows: `insert into chunks values (1, '{1,2,3}')`,
    gives: [kept, [{ id: 1, embedding: '[1,2,3]' }]],
    up: ['alter table chunks alter column embedding type vector(3)'],
    down: ['alter table chunks alter column embedding type real[] using null::real[]'],
  },
  {
    name: 'a server with a pgvector that is too old',
    before: chunks('vector(3)'),
    after: chunks('vector(3)', hnsw),
    rows: `${rows}; update pg_extension set extversion = '0.4.4' where extname = 'vector'`,
    hazards: ['extension-version'],
    online: [['create index concurrently chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)']],
    up: ['create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)'],
    down: ['drop index chunks_embedding'],
  },
  {
    name: 'half-precision values on a server with a pgvector that is too old',
    before: chunks('vector(3)'),
    after: chunks('halfvec(3)'),
    rows: `${rows}; update pg_extension set extversion = '0.6.2' where extname = 'vector'`,
    hazards: ['extension-version'],
    up: ['alter table chunks alter column embedding type halfvec(3)'],
    down: ['alter table chunks alter column embedding type vector(3)'],
  },
  {
    name: 'an index of half precision on an expression',
    before: chunks('vector(3)', hnsw),
    after: chunks('vector(3)', index('hnsw ((embedding::halfvec(3)) halfvec_cosine_ops) with (m = 24)')),
    rows,
    kept,
    online: [
      [
        "create index concurrently chunks_embedding__new on chunks USING hnsw (((embedding)::halfvec(3)) halfvec_cosine_ops) WITH (m='24')",
        'drop index concurrently chunks_embedding',
      ],
      ['alter index chunks_embedding__new rename to chunks_embedding'],
    ],
    up: [
      'drop index chunks_embedding',
      "create index chunks_embedding on chunks USING hnsw (((embedding)::halfvec(3)) halfvec_cosine_ops) WITH (m='24')",
    ],
    down: [
      'drop index chunks_embedding',
      'create index chunks_embedding on chunks USING hnsw (embedding vector_l2_ops)',
    ],
  },
  {
    name: 'more lists',
    before: chunks('vector(3)', ivfflat),
    after: chunks('vector(3)', index('ivfflat (embedding vector_l2_ops) with (lists = 20)')),
    rows,
    kept,
    online: [
      [
        "create index concurrently chunks_embedding__new on chunks USING ivfflat (embedding) WITH (lists='20')",
        'drop index concurrently chunks_embedding',
      ],
      ['alter index chunks_embedding__new rename to chunks_embedding'],
    ],
    up: [
      'drop index chunks_embedding',
      "create index chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='20')",
    ],
    down: [
      'drop index chunks_embedding',
      "create index chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')",
    ],
  },
  {
    name: 'sparse values instead of dense ones',
    before: chunks('vector(3)'),
    after: chunks('sparsevec(3)'),
    rows,
    gives: ['select embedding::vector::text as embedding from chunks where id = 1', [{ embedding: '[1,2,3]' }]],
    up: ['alter table chunks alter column embedding type sparsevec(3)'],
    down: ['alter table chunks alter column embedding type vector(3)'],
  },
  {
    name: 'bits, with an index for the Hamming distance',
    before: 'create extension vector; create table t (b bit(8))',
    after: 'create extension vector; create table t (b bit(8)); create index t_b on t using hnsw (b bit_hamming_ops)',
    rows: `insert into t values (B'01010101')`,
    kept: 'select b::text as b from t',
    online: [['create index concurrently t_b on t USING hnsw (b bit_hamming_ops)']],
    up: ['create index t_b on t USING hnsw (b bit_hamming_ops)'],
    down: ['drop index t_b'],
  },
  {
    name: 'the values that an IVFFlat index is built on are given up',
    before: chunks('vector(3)', ivfflat),
    after: chunks('vector(4)', ivfflat),
    rows,
    answers: ['convert chunks.embedding=null'],
    hazards: ['drop-values', 'ivfflat-empty'],
    online: [
      ['drop index chunks_embedding', 'alter table chunks alter column embedding type vector(4) using null'],
      ["create index concurrently chunks_embedding on chunks USING ivfflat (embedding) WITH (lists='10')"],
    ],
    up: ['alter table chunks alter column embedding type vector(4) using null'],
    down: ['alter table chunks alter column embedding type vector(3) using null::vector(3)'],
  },
];
