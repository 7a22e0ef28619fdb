import type { Answer } from '../../src/objects/index.ts';
import { type Column, KINDS, type Model, type Table } from './model.ts';

/** A column through a change: what it is called on both sides, and what the database that holds it is told. */
export interface Through {
  table: string;
  before: string;
  /** Where its values are afterwards, if anywhere. */
  after: { table: string; column: string } | undefined;
  type: string;
  newType: string;
}

export interface Change {
  before: string[];
  after: string[];
  rows: string[];
  answers: Answer[];
  columns: Through[];
  /** Statements that hide the rows of tables from the role that owns them. */
  policies: string[];
}

const quoted = (name: string): string => (/^[a-z][a-z0-9_]*$/.test(name) ? name : `"${name}"`);

/** Both schemas of a model, its rows, and what somebody says up front. */
export function changeOf({ tables, lostLabel, newLabel }: Model): Change {
  const labels = ['low', 'mid', 'high', 'odd'];
  const kept = [...labels.filter(label => !lostLabel || label !== 'odd'), ...(newLabel ? ['new'] : [])];
  const define = (all: string[]): string => `create type mood as enum (${all.map(label => `'${label}'`).join(', ')})`;
  const change: Change = {
    before: [define(labels)],
    after: [define(kept)],
    rows: [],
    answers: [],
    columns: [],
    policies: [],
  };
  for (const [i, table] of tables.entries()) addTable(change, table, i);
  return change;
}

function addTable(change: Change, table: Table, i: number): void {
  const name = quoted(table.odd ? `T ${i}` : `t${i}`);
  const newName = table.fate === 'rename' ? quoted(table.odd ? `U ${i}` : `u${i}`) : name;
  const lines = {
    before: ['id integer primary key', 'other bigint'],
    after: ['id integer primary key', 'other bigint'],
  };
  for (const [j, column] of table.columns.entries()) {
    const old = quoted(table.odd ? `C ${j}` : `c${j}`);
    const end = addColumn(change, lines, column, { name, newName, old, goes: table.fate === 'drop' });
    change.columns.push({ table: name, before: old, ...end });
  }
  change.before.push(`create table ${name} (${lines.before.join(', ')})`);
  if (table.fate !== 'drop') change.after.push(`create table ${newName} (${lines.after.join(', ')})`);
  if (table.fate === 'rename') change.answers.push({ flag: 'rename', text: `table ${name}=${newName}` });
  if (table.secured) {
    change.before.push(`alter table ${name} enable row level security`, `alter table ${name} force row level security`);
    if (table.fate !== 'drop')
      change.after.push(
        `alter table ${newName} enable row level security`,
        `alter table ${newName} force row level security`,
      );
  }
  for (let row = 0; row < table.rows; row++) {
    const values = table.columns.map(({ kind }) => KINDS[kind]?.values[row] as string);
    change.rows.push(`insert into ${name} values (${[row, 100 + row, ...values].join(', ')})`);
  }
}

interface Names {
  name: string;
  newName: string;
  old: string;
  goes: boolean;
}

function addColumn(
  { answers }: Change,
  lines: { before: string[]; after: string[] },
  { kind, fate }: Column,
  { name, newName, old, goes }: Names,
): Pick<Through, 'after' | 'type' | 'newType'> {
  const { type, becomes } = KINDS[kind] as (typeof KINDS)[string];
  const required = fate.does === 'retype' && fate.required ? ' not null' : '';
  lines.before.push(`${old} ${type}${required}`);
  const here = (column: string, newType = type) => ({
    after: goes ? undefined : { table: newName, column },
    type,
    newType,
  });
  switch (fate.does) {
    case 'stay':
      lines.after.push(`${old} ${type}`);
      return here(old);
    case 'drop':
      return { after: undefined, type, newType: type };
    case 'compute':
      lines.after.push(`${old} bigint generated always as (id * 2) stored`);
      return { after: undefined, type, newType: type };
    case 'rename': {
      const renamed = quoted(`${old.replaceAll('"', '')} new`);
      lines.after.push(`${renamed} ${type}`);
      if (!fate.said) return { after: undefined, type, newType: type };
      if (!goes) answers.push({ flag: 'rename', text: `column ${name}.${old}=${renamed}` });
      return here(renamed);
    }
    default: {
      const target = becomes[fate.to % becomes.length] as (typeof becomes)[number];
      lines.after.push(`${old} ${target.type}${required}`);
      const by = target.by[fate.by % target.by.length];
      const using = by?.replaceAll(/\bt\.c\b/g, `${newName}.${old}`).replaceAll(/"c"|\bc\b/g, old);
      if (using !== undefined && !goes) answers.push({ flag: 'convert', text: `${newName}.${old}=${using}` });
      return here(old, target.type);
    }
  }
}
