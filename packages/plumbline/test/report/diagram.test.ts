import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalog } from '../../src/index.ts';
import { diagramOf, mermaid } from '../../src/report/index.ts';
import { embeddedScratch, Shadow } from '../../src/shadow/index.ts';

let shadow: Shadow;
beforeAll(async () => {
  shadow = new Shadow(await embeddedScratch());
});
afterAll(() => shadow.close());

async function schemaOf(script: string): Promise<Catalog> {
  await shadow.reset();
  await shadow.run(script);
  return shadow.read();
}

const BEFORE = `
  create table owner (id integer primary key, email text unique);
  create table "Order Item" (id integer primary key, owner_id integer references owner, price numeric(10,2) not null, at timestamp with time zone);
  create table gone (id integer primary key)`;
const AFTER = `
  create table owner (id integer primary key, email text unique);
  create table "Order Item" (id integer primary key, owner_id integer not null references owner, price numeric(12,2) not null, note text);
  create table badge (owner_id integer primary key references owner)`;

test('tables with their columns and keys, and foreign keys with how many rows they join', async () => {
  const schema = await schemaOf(BEFORE);
  expect(mermaid(diagramOf(schema, schema))).toBe(`erDiagram
  "Order Item" {
    integer id PK
    integer owner_id FK
    numeric(10_2) price
    timestamp_with_time_zone at
  }
  "gone" {
    integer id PK
  }
  "owner" {
    integer id PK
    text email UK
  }
  "Order Item" }o--o| "owner" : "Order Item_owner_id_fkey"`);
});

test('what changes between two schemas is marked', async () => {
  const [after, before] = [await schemaOf(AFTER), await schemaOf(BEFORE)];
  expect(mermaid(diagramOf(before, after))).toBe(`erDiagram
  classDef added fill:#2da44e33,stroke:#2da44e
  classDef dropped fill:#cf222e33,stroke:#cf222e,stroke-dasharray:4
  classDef changed fill:#bf870033,stroke:#bf8700
  "Order Item":::changed {
    integer id PK
    integer owner_id FK "changed"
    numeric(12_2) price "changed"
    text note "added"
    timestamp_with_time_zone at "dropped"
  }
  "badge":::added {
    integer owner_id PK, FK "added"
  }
  "owner" {
    integer id PK
    text email UK
  }
  "gone":::dropped {
    integer id PK "dropped"
  }
  "Order Item" }o--|| "owner" : "Order Item_owner_id_fkey"
  "badge" |o--|| "owner" : "badge_owner_id_fkey (added)"`);
});
